/**
 * Portfolios of stocks: {@code BUY|portfolio1|item4|15} and {@code SELL|…} messages enter on the message pool of the
 * node and leave as COMMAND updates on the same thread, one key per stock held. Each
 * {@link dev.sluice.demo.portfolio.Portfolio} orders its events under its monitor.
 */
package dev.sluice.demo.portfolio;
