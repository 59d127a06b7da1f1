/** What is written about a build for programs, and for people who look later. */
@NullMarked
package dev.jbuild.cli.report;

import org.jspecify.annotations.NullMarked;
