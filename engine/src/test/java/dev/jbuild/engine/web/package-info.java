@NullMarked
package dev.jbuild.engine.web;

import org.jspecify.annotations.NullMarked;
