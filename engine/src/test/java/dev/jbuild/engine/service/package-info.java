@NullMarked
package dev.jbuild.engine.service;

import org.jspecify.annotations.NullMarked;
