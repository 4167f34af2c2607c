// A value of a type of one's own says nothing of what must not be logged.

struct Account {
    iban: String,
}

fn main() {
    let captured = blackbar::test::capture();
    let account = Account { iban: "DE89370400440532013000".to_owned() };
    blackbar::test::assert_no_leak!(captured, account);
    drop(account.iban);
}
