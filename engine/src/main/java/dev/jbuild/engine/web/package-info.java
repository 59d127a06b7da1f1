/**
 * Files of web servers. Addresses come in; what is behind them goes out, as a digest. What a build
 * does with it, and what the lock says of it, is decided elsewhere.
 */
@NullMarked
package dev.jbuild.engine.web;

import org.jspecify.annotations.NullMarked;
