//! Addresses of the internet protocols, in network order.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use super::{LogValue, Shape, ValueWriter, own_form};

macro_rules! address {
    ($($type:ty = $shape:ident, |$address:ident, $writer:ident| $body:block)*) => { $(
        #[diagnostic::do_not_recommend]
        impl LogValue for $type {
            own_form!();
            const SHAPE: &'static Shape = &Shape::$shape;
            const LEAF: bool = true;

            #[inline]
            fn encode_value(&self, $writer: &mut ValueWriter<'_>) {
                let $address = self;
                $body
            }
        }
    )* };
}

address! {
    Ipv4Addr = Ipv4, |address, writer| { writer.fixed(address.octets()); }
    Ipv6Addr = Ipv6, |address, writer| { writer.fixed(address.octets()); }
    IpAddr = Ip, |address, writer| {
        match address {
            Self::V4(address) => { writer.fixed([4]); address.encode_value(writer); }
            Self::V6(address) => { writer.fixed([6]); address.encode_value(writer); }
        }
    }
    SocketAddrV4 = SocketV4, |address, writer| {
        address.ip().encode_value(writer);
        address.port().encode_value(writer);
    }
    SocketAddrV6 = SocketV6, |address, writer| {
        address.ip().encode_value(writer);
        address.port().encode_value(writer);
        address.scope_id().encode_value(writer);
    }
    SocketAddr = Socket, |address, writer| {
        match address {
            Self::V4(address) => { writer.fixed([4]); address.encode_value(writer); }
            Self::V6(address) => { writer.fixed([6]); address.encode_value(writer); }
        }
    }
}
