use super::derive;

#[track_caller]
fn bounds(item: &str) -> String {
    let tokens = derive(item.parse().expect("tokens")).to_string();
    let from = tokens.find("where").map_or("", |at| &tokens[at..]);
    let bounds = from.split('{').next().unwrap_or_default();
    bounds.replace(":: core :: fmt :: ", "").replace(' ', "")
}

#[test]
fn only_the_parameters_in_printed_fields_are_asked() {
    assert_eq!(bounds("struct A<T, U> { a: T, #[log(redact)] b: U }"), "whereT:Debug,");
    assert_eq!(bounds("struct A<T, U> { a: Vec<(T, u8)>, password: U }"), "whereT:Debug,");
    assert_eq!(bounds("enum A<T> { B(T), C { c: Option<T> } }"), "whereT:Debug,");
    assert_eq!(
        bounds("struct A<T: X>(T::Item, <T as X>::Other);"),
        "whereT::Item:Debug,<TasX>::Other:Debug,"
    );
    assert_eq!(bounds("struct A<T> where T: Copy { a: T }"), "whereT:Copy,T:Debug,");
    assert_eq!(bounds("#[log(class = secret)] struct A<T>(T);"), "where");
}

#[test]
fn a_union_is_refused() {
    assert!(derive("union A { a: u8 }".parse().expect("tokens")).to_string().contains("BB025"));
}
