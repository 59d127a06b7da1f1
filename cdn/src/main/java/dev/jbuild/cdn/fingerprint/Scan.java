package dev.jbuild.cdn.fingerprint;

import java.util.List;
import java.util.Optional;

/**
 * What was read from a file.
 *
 * @param links in the order of the text
 * @param computed whether it loads modules by addresses that it puts together as it runs
 * @param doubt why it could not be read with certainty
 */
record Scan(List<Link> links, boolean computed, Optional<String> doubt, Mentions mentions) {
    Scan {
        links = List.copyOf(links);
    }
}
