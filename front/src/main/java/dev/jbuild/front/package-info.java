/**
 * The front: a small program that the launcher starts before the real one. It answers a request for
 * which there is nothing to do, from the {@link dev.jbuild.front.ledger ledger}; everything else it
 * hands over by its exit code, without a word.
 *
 * <p>Where a jbuild {@linkplain dev.jbuild.front.standby stands by}, that one answers first, by the
 * same {@link dev.jbuild.front.Inquiry}.
 *
 * <p>In: arguments, environment. Out: what the real program would say, or {@link
 * dev.jbuild.front.Main#HAND_OVER}. Never here: Groovy, gRPC, docker-java, picocli, Caffeine. The
 * start of the JVM is most of the time that it takes, so that each class counts.
 */
@NullMarked
package dev.jbuild.front;

import org.jspecify.annotations.NullMarked;
