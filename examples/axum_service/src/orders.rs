//! The handlers, and the events they log. None of them says which request it belongs to: the context does.

use std::time::Duration;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use blackbar::{Context, InContext, LogEvent, context, log_event};
use tokio::time::sleep;

/// Orders above this do not exist.
const ORDERS: u64 = 1_000_000;

#[derive(LogEvent)]
#[log(name = "order.loaded", message = "order {order_id} loaded")]
struct OrderLoaded {
    order_id: u64,
}

#[derive(LogEvent)]
#[log(name = "parcel.packed", message = "parcel packed")]
struct ParcelPacked {
    items: u64,
}

#[derive(LogEvent)]
#[log(name = "courier.called", message = "courier called")]
struct CourierCalled {
    attempts: u32,
}

/// `GET /orders/{id}`
pub(crate) async fn show(Path(order_id): Path<u64>) -> Result<Json<u64>, StatusCode> {
    let order = load(order_id).await.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(order))
}

/// `POST /orders/{id}/parcels`
pub(crate) async fn ship(Path(order_id): Path<u64>) -> Result<StatusCode, StatusCode> {
    let order_id = load(order_id).await.ok_or(StatusCode::NOT_FOUND)?;
    // A key for this part of the work, beside those of the request.
    pack(order_id).in_context(context! { order_id }).await;
    // A task of its own starts with no context: it is handed what is in force here, and keeps it when the request is over.
    tokio::spawn(call_courier().in_context(Context::current()));
    Ok(StatusCode::ACCEPTED)
}

async fn load(order_id: u64) -> Option<u64> {
    wait().await;
    (order_id < ORDERS).then(|| {
        log_event!(OrderLoaded { order_id });
        order_id
    })
}

async fn pack(order_id: u64) {
    wait().await;
    log_event!(ParcelPacked { items: order_id % 7 + 1 });
}

async fn call_courier() {
    wait().await;
    log_event!(CourierCalled { attempts: 1 });
}

/// A database, a printer, a partner: the future may go on on another thread afterwards.
async fn wait() {
    sleep(Duration::from_millis(2)).await;
}
