package dev.jbuild.engine.git;

import dev.jbuild.cache.ActionKey;
import dev.jbuild.cache.key.KeyEncoder;
import dev.jbuild.model.Checkout;
import dev.jbuild.model.GitRef;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where clones and checkouts are on the shelf. Without JGit, which most builds do not need. */
final class ShelfKeys {
    private ShelfKeys() {}

    static ActionKey ofClone(String url) {
        return new ActionKey(new KeyEncoder().text("clone").text(url).finish().hex());
    }

    static ActionKey ofCheckout(String commit) {
        return new ActionKey(new KeyEncoder().text("checkout").text(commit).finish().hex());
    }

    /** All that checkouts rest on. */
    static Set<ActionKey> of(Map<GitRef, Checkout> checkouts) {
        Set<ActionKey> keys = new TreeSet<>();
        checkouts.forEach(
                (at, checkout) -> {
                    keys.add(ofClone(at.url()));
                    keys.add(ofCheckout(checkout.commit()));
                });
        return keys;
    }
}
