@NullMarked
package dev.jbuild.front.ledger;

import org.jspecify.annotations.NullMarked;
