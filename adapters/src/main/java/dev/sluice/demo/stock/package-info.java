/**
 * The stock list: thirty invented companies whose prices walk at random around a reference price. Subscriptions enter
 * on the node's data pool, updates leave on the feed's own daemon thread; {@link dev.sluice.demo.stock.StockFeed} is
 * where the two meet, under its monitor.
 */
package dev.sluice.demo.stock;
