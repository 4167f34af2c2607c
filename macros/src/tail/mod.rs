//! The names that a value had before it became an argument.
//!
//! `note = user.password.clone()` logs a password under an innocent key, so the expression is read as far as its form tells
//! where the value comes from. What is found is of one of two kinds:
//!
//! - [`Origin::Value`]: the expression *is* the named thing, or the thing in another type, container or encoding. It counts
//!   like the name of a field.
//! - [`Origin::Call`]: the expression is made *from* the named thing by a function that nothing is known of, or it is what a
//!   function of that name gives. `is_valid(&password)`, `verify(token)` and `strength(&password)` are as common as
//!   `decrypt(&password)`, and a macro cannot tell them apart; the type can. So such a name counts as that of a credential at
//!   most: a number, a bool, an enum without data is fine, text is not. The name of the function counts as the last word of
//!   what it is given: `kind(&token)` is a `token_kind`, and that is no secret even as text.
//!   A struct around one field is left to its type likewise: a newtype that writes a mask cannot carry text. A struct of
//!   several fields is as good as an event, and its own derive has judged them.
//!
//! Every branch of an `if` or `match` is read, the last expression of every block, all parts of arrays and tuples, the
//! arguments of macros. Variables that a pattern, a `let` or a closure binds inside the expression stand for
//! what they are bound to. A variable from outside is known by its name only: that limit is one of the language.

mod bound;
mod lists;
mod tokens;

use std::collections::HashSet;

use syn::ext::IdentExt;
use syn::{Arm, Block, Expr, ExprCall, ExprMethodCall, ExprStruct, Ident, Member, Stmt};

use crate::expose::is_opener;
use crate::gate::{Name, Origin};
use bound::Bound;
use lists::{
    carries_argument, gives_by_key, is_bland, is_comparison, is_fact, is_same_data, is_sensitive,
    keeps_receiver, says_fact, takes_closure,
};

/// All names that the value of an expression may come from.
pub(crate) fn tails(expression: &Expr) -> Vec<Name> {
    Walk::default().expression(expression)
}

/// A walk down an expression.
#[derive(Default)]
struct Walk {
    /// Variables bound on the way.
    bound: Bound,
}

impl Walk {
    fn expression(&mut self, expression: &Expr) -> Vec<Name> {
        let mut names = self.any(expression);
        // Each once: `(x, x)` bound and used twice, again and again, would double without end.
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert((name.text.clone(), name.origin)));
        names
    }

    fn any(&mut self, expression: &Expr) -> Vec<Name> {
        match expression {
            Expr::Path(path) => self.path(&path.path),
            Expr::Field(field) => self.field(&field.member, &field.base),
            Expr::MethodCall(call) => self.method(call),
            Expr::Call(call) => self.call(call),
            Expr::Macro(call) => self.in_macro(&call.mac),
            Expr::Struct(literal) => self.literal(literal),
            // `headers["authorization"]` is named by its key, `passwords["db"]` by what holds it.
            Expr::Index(index) => {
                let mut names = self.expression(&index.expr);
                names.extend(key(&index.index));
                names
            }
            Expr::Binary(binary) if is_comparison(&binary.op) => Vec::new(),
            Expr::Binary(binary) => self.both(&binary.left, &binary.right),
            Expr::Range(range) => self.each(range.start.iter().chain(&range.end).map(|end| &**end)),
            Expr::Array(array) => self.each(&array.elems),
            Expr::Tuple(tuple) => self.each(&tuple.elems),
            Expr::Repeat(repeat) => self.expression(&repeat.expr),
            Expr::Block(block) => self.block(&block.block),
            Expr::Unsafe(block) => self.block(&block.block),
            Expr::Const(block) => self.block(&block.block),
            Expr::Async(block) => self.block(&block.block),
            Expr::TryBlock(block) => self.block(&block.block),
            Expr::Loop(block) => self.breaks(&block.body),
            Expr::If(branch) => self.branch(branch),
            Expr::Match(choice) => self.choice(choice),
            Expr::Closure(closure) => self.expression(&closure.body),
            Expr::Reference(inner) => self.expression(&inner.expr),
            Expr::RawAddr(inner) => self.expression(&inner.expr),
            Expr::Paren(inner) => self.expression(&inner.expr),
            Expr::Group(inner) => self.expression(&inner.expr),
            Expr::Unary(inner) => self.expression(&inner.expr),
            Expr::Try(inner) => self.expression(&inner.expr),
            Expr::Await(inner) => self.expression(&inner.base),
            Expr::Cast(inner) => self.expression(&inner.expr),
            Expr::Verbatim(tokens) => self.in_tokens(tokens.clone()),
            // Without a value, or with one that is not text: `()`, `!`, literals, conditions.
            _ => Vec::new(),
        }
    }

    fn each<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expr>) -> Vec<Name> {
        expressions.into_iter().flat_map(|each| self.expression(each)).collect()
    }

    fn both(&mut self, left: &Expr, right: &Expr) -> Vec<Name> {
        self.each([left, right])
    }

    fn path(&self, path: &syn::Path) -> Vec<Name> {
        let Some(last) = path.segments.last().map(|segment| &segment.ident) else { return Vec::new() };
        // A type or a variant: its own derive has judged what is inside.
        if is_camel_case(last) {
            return Vec::new();
        }
        let mut names = vec![value(last)];
        if path.segments.len() == 1 {
            names.extend(self.bound.get(last));
        }
        names
    }

    /// A field is known by its name, or where that says nothing by what it is a part of.
    fn field(&mut self, member: &Member, base: &Expr) -> Vec<Name> {
        match member {
            Member::Named(name) if is_bland(name) => self.expression(base),
            Member::Named(name) => vec![value(name)],
            Member::Unnamed(_) => self.expression(base),
        }
    }

    fn method(&mut self, call: &ExprMethodCall) -> Vec<Name> {
        let method = call.method.unraw().to_string();
        if is_fact(&method) || is_opener(&method) {
            return Vec::new();
        }
        if gives_by_key(&method)
            && let Some(key) = call.args.first().and_then(key)
        {
            let mut names = self.expression(&call.receiver);
            names.extend([key, Name::new(method, call.method.span(), Origin::Call)]);
            return names;
        }
        let receiver = self.expression(&call.receiver);
        let mut names = if takes_closure(&method) {
            self.through(&call.args, receiver, keeps_receiver(&method))
        } else if is_same_data(&method) || is_bland(&call.method) {
            receiver
        } else {
            let mut names = vec![called(&call.method)];
            names.extend(made_from(receiver, &call.method));
            names
        };
        for argument in call.args.iter().filter(|argument| !matches!(argument, Expr::Closure(_))) {
            let given = self.expression(argument);
            if carries_argument(&method) {
                names.extend(given);
            } else if !is_same_data(&method) && !takes_closure(&method) {
                names.extend(made_from(given, &call.method));
            }
        }
        names
    }

    /// What the closures and functions among the arguments make of the receiver.
    fn through<'e>(
        &mut self,
        arguments: impl IntoIterator<Item = &'e Expr>,
        receiver: Vec<Name>,
        keeps: bool,
    ) -> Vec<Name> {
        let mut names = if keeps { receiver.clone() } else { Vec::new() };
        let mut replaced = keeps;
        for argument in arguments {
            match argument {
                Expr::Closure(closure) => {
                    replaced = true;
                    let outer = self.bound.len();
                    closure.inputs.iter().for_each(|input| self.bound.bind(input, &receiver));
                    names.extend(self.expression(&closure.body));
                    self.bound.truncate(outer);
                }
                Expr::Path(function) => {
                    replaced = true;
                    names.extend(function_of(&function.path, receiver.clone()));
                }
                _ => {}
            }
        }
        if replaced { names } else { receiver }
    }

    fn call(&mut self, call: &ExprCall) -> Vec<Name> {
        let function = match unwrapped(&call.func) {
            Expr::Path(path) => &path.path,
            Expr::Closure(closure) => return self.expression(&closure.body),
            other => {
                let mut names = self.expression(other);
                names.extend(self.each(&call.args));
                return names.into_iter().map(as_called).collect();
            }
        };
        let by_key =
            function.segments.last().is_some_and(|last| gives_by_key(&last.ident.unraw().to_string()));
        if by_key && let Some(key) = call.args.first().and_then(key) {
            return vec![key];
        }
        // A struct of several parts is as good as an event of its own.
        let several =
            function.segments.last().is_some_and(|last| is_camel_case(&last.ident)) && call.args.len() > 1;
        let given = if several { Vec::new() } else { self.each(&call.args) };
        function_of(function, given)
    }

    /// A struct around one field. What goes into a field with the name of a secret was judged with that field, and a struct
    /// of several fields is as good as an event of its own.
    fn literal(&mut self, literal: &ExprStruct) -> Vec<Name> {
        let judged = |member: &Member| matches!(member, Member::Named(name) if is_sensitive(name));
        let name = literal.path.segments.last().map(|segment| &segment.ident);
        match (name, &literal.fields.iter().collect::<Vec<_>>()[..], &literal.rest) {
            (Some(name), [field], None) if !judged(&field.member) => {
                let given = self.expression(&field.expr);
                constructed(name, given)
            }
            _ => Vec::new(),
        }
    }

    fn block(&mut self, block: &Block) -> Vec<Name> {
        let outer = self.bound.len();
        let mut names = Vec::new();
        for (at, statement) in block.stmts.iter().enumerate() {
            let last = at + 1 == block.stmts.len();
            match statement {
                Stmt::Local(local) => {
                    let given =
                        local.init.iter().flat_map(|init| self.expression(&init.expr)).collect::<Vec<_>>();
                    self.bound.bind(&local.pat, &given);
                }
                Stmt::Expr(expression, None) if last => names = self.expression(expression),
                Stmt::Macro(call) if last && call.semi_token.is_none() => names = self.in_macro(&call.mac),
                Stmt::Expr(..) | Stmt::Macro(_) | Stmt::Item(_) => {}
            }
        }
        self.bound.truncate(outer);
        names
    }

    fn branch(&mut self, branch: &syn::ExprIf) -> Vec<Name> {
        let outer = self.bound.len();
        self.condition(&branch.cond);
        let mut names = self.block(&branch.then_branch);
        self.bound.truncate(outer);
        names.extend(
            branch.else_branch.iter().flat_map(|(_, other)| self.expression(other)).collect::<Vec<_>>(),
        );
        names
    }

    /// Binds what `if let` binds.
    fn condition(&mut self, condition: &Expr) {
        match condition {
            Expr::Let(binding) => {
                let given = self.expression(&binding.expr);
                self.bound.bind(&binding.pat, &given);
            }
            Expr::Binary(both) => {
                self.condition(&both.left);
                self.condition(&both.right);
            }
            Expr::Paren(inner) => self.condition(&inner.expr),
            _ => {}
        }
    }

    fn choice(&mut self, choice: &syn::ExprMatch) -> Vec<Name> {
        let given = self.expression(&choice.expr);
        let mut names = Vec::new();
        for Arm { pat, body, .. } in &choice.arms {
            let outer = self.bound.len();
            self.bound.bind(pat, &given);
            names.extend(self.expression(body));
            self.bound.truncate(outer);
        }
        names
    }

    /// What a loop gives: the values of its `break`s.
    fn breaks(&mut self, body: &Block) -> Vec<Name> {
        struct Breaks<'e>(Vec<&'e Expr>);
        impl<'e> syn::visit::Visit<'e> for Breaks<'e> {
            fn visit_expr_break(&mut self, found: &'e syn::ExprBreak) {
                self.0.extend(found.expr.as_deref());
            }
        }
        let mut breaks = Breaks(Vec::new());
        syn::visit::visit_block(&mut breaks, body);
        self.each(breaks.0)
    }
}

/// What a function makes of what it is given.
fn function_of(function: &syn::Path, given: Vec<Name>) -> Vec<Name> {
    let Some(last) = function.segments.last().map(|segment| &segment.ident) else { return Vec::new() };
    let name = last.unraw().to_string();
    if is_camel_case(last) {
        return if lists::is_wrapper(last) { given } else { constructed(last, given) };
    }
    if is_fact(&name) || is_opener(&name) {
        return Vec::new();
    }
    if lists::makes_same_data(&name) || (function.segments.len() > 1 && is_same_data(&name)) {
        let of = function.segments.iter().rev().nth(1).map(|segment| &segment.ident);
        return match of.filter(|of| is_camel_case(of) && !lists::is_wrapper(of)) {
            Some(of) => constructed(of, given),
            None => given,
        };
    }
    let mut names = vec![called(last)];
    names.extend(made_from(given, last));
    names
}

/// A value of a type of the user, whose derive has judged what is inside. It may write a mask or a hash of it, and then it
/// cannot carry text; so that is left to the type. One with the name of a secret has been judged by that name.
fn constructed(ty: &Ident, given: Vec<Name>) -> Vec<Name> {
    if is_sensitive(ty) { Vec::new() } else { given.into_iter().map(as_called).collect() }
}

/// What comes out of a function that nothing is known of but its name.
fn made_from(given: Vec<Name>, function: &Ident) -> Vec<Name> {
    let function_name = function.unraw().to_string();
    let made = given.into_iter().filter_map(|name| {
        let joined = format!("{}_{function_name}", name.text);
        (name.origin == Origin::Call || !says_fact(&name.text, &joined)).then(|| as_called(name))
    });
    made.collect()
}

fn as_called(mut name: Name) -> Name {
    name.origin = Origin::Call;
    name
}

fn called(function: &Ident) -> Name {
    Name::new(function.unraw().to_string(), function.span(), Origin::Call)
}

fn value(name: &Ident) -> Name {
    Name::new(name.unraw().to_string(), name.span(), Origin::Value)
}

/// A type or a variant.
fn is_camel_case(name: &Ident) -> bool {
    let name = name.unraw().to_string();
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

fn unwrapped(expression: &Expr) -> &Expr {
    match expression {
        Expr::Paren(inner) => unwrapped(&inner.expr),
        Expr::Group(inner) => unwrapped(&inner.expr),
        other => other,
    }
}

/// A key in the source: a text, or a constant by its name.
fn key(key: &Expr) -> Option<Name> {
    match key {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(key), .. }) => {
            Some(Name::new(key.value(), key.span(), Origin::Value))
        }
        Expr::Path(path) => {
            let last = &path.path.segments.last()?.ident;
            let text = last.unraw().to_string();
            let constant = text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
            constant.then(|| value(last))
        }
        Expr::Reference(inner) => self::key(&inner.expr),
        Expr::Group(inner) => self::key(&inner.expr),
        Expr::Paren(inner) => self::key(&inner.expr),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
