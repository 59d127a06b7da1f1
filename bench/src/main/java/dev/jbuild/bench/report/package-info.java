/**
 * Pages of what the scripts beside this module have measured.
 *
 * <p>In: a folder with what each script has said and the times behind it. Out: one page of Markdown
 * and one of HTML with plots. Never here: measuring.
 */
@NullMarked
package dev.jbuild.bench.report;

import org.jspecify.annotations.NullMarked;
