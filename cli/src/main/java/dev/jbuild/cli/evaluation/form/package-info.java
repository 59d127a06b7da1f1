/**
 * Values as bytes, by the structure of their types.
 *
 * <p>In: a type made of records, sealed interfaces, enums, texts, numbers, lists, maps and
 * optionals, and a value of it. Out: bytes from which an equal value is read. Never here: what the
 * values are, where the bytes go.
 */
@NullMarked
package dev.jbuild.cli.evaluation.form;

import org.jspecify.annotations.NullMarked;
