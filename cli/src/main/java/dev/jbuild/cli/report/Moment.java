package dev.jbuild.cli.report;

import dev.jbuild.engine.event.BuildEvent;

import java.time.Instant;

/** An event, and when it was told. */
record Moment(Instant at, BuildEvent event) {}
