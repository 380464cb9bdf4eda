/**
 * Classes that logging configurations of users name; the names are the interface, the code is ours.
 *
 * <p>Logback creates them when it reads the file. Events enter on the thread that logs.
 */
package com.lightstreamer.logback;
