package dev.jbuild.dsl;

import dev.jbuild.dsl.script.Git;
import dev.jbuild.model.Checkout;

import org.jspecify.annotations.Nullable;

/** The commit that a repository elsewhere is taken at. Nothing is checked out there by a name. */
record CommitFacts(Checkout checkout) implements Git {
    private static final int SHORT = 7;

    @Override
    public String getHash() {
        return checkout.commit();
    }

    @Override
    public String getShortHash() {
        return checkout.commit().substring(0, SHORT);
    }

    @Override
    public @Nullable String getBranch() {
        return null;
    }

    @Override
    public @Nullable String getTag() {
        return null;
    }

    @Override
    public Long getTimestamp() {
        return checkout.timestamp();
    }

    @Override
    public Boolean getDirty() {
        return false;
    }

    /** Not where it is on this machine: a build file can come by this text. */
    @Override
    public String toString() {
        return "git";
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
