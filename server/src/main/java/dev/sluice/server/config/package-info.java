/**
 * The configuration file and its typed, immutable model.
 *
 * <p>A path enters {@link dev.sluice.server.config.ConfigReader}; a {@link dev.sluice.server.config.NodeConfig} and every
 * {@link dev.sluice.server.config.ConfigProblem} leave it. Nothing here opens sockets, starts threads or remembers state.
 * Times are in the unit their name says, sizes in bytes, paths absolute; 0 means "off" or "none" unless a field says
 * otherwise.
 */
package dev.sluice.server.config;
