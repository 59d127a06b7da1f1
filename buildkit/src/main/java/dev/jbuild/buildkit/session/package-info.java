/**
 * What the daemon may ask of us during a build: files, secrets, registry credentials, and to take
 * an export.
 *
 * <p>In go {@link dev.jbuild.buildkit.session.SessionOptions}; out come services, one class each,
 * that answer the daemon over a reversed gRPC connection.
 *
 * <p>Never here: a decision on what is built or sent (the caller's selection decides), secrets in
 * logs or messages.
 */
@NullMarked
package dev.jbuild.buildkit.session;

import org.jspecify.annotations.NullMarked;
