package dev.sluice.server.config;

/** A setting that can also be left to the node. */
public enum YesNoAuto { Y, N, AUTO }
