package dev.jbuild.buildkit.llb;

/** Something that a step finds at a path. */
public sealed interface Mount {

    /** Absolute path in the step. */
    String dest();

    /**
     * A tree.
     *
     * @param selector the part of the tree to mount, as an absolute path; empty is all of it
     */
    record Bind(String dest, Tree source, String selector, BindMode mode) implements Mount {
        public Bind {
            Paths.requireAbsolute(dest);
        }

        public Bind(String dest, Tree source, BindMode mode) {
            this(dest, source, "", mode);
        }
    }

    /**
     * A directory that outlives the step on its daemon and is no part of any result or cache key.
     *
     * @param id names the directory among all users of the daemon; empty means its path
     * @param source what it holds at first
     */
    record Cache(String dest, String id, CacheSharing sharing, Tree source, String selector)
            implements Mount {
        public Cache {
            Paths.requireAbsolute(dest);
        }

        public Cache(String dest, String id, CacheSharing sharing) {
            this(dest, id, sharing, Tree.scratch(), "");
        }
    }

    /**
     * Memory, gone after the step.
     *
     * @param size in bytes; 0 is no limit. Docker 20.10 ignores it
     */
    record Tmpfs(String dest, long size) implements Mount {
        public Tmpfs {
            Paths.requireAbsolute(dest);
        }
    }

    /**
     * A secret as a file.
     *
     * @param mode permission bits, as a rule 0400
     * @param optional without the secret there is no file; otherwise the step fails
     */
    record Secret(String dest, String id, int uid, int gid, int mode, boolean optional)
            implements Mount {
        public Secret {
            Paths.requireAbsolute(dest);
            if (id.isEmpty()) {
                throw new IllegalArgumentException("a secret needs an id");
            }
        }

        public Secret(String dest, String id) {
            this(dest, id, 0, 0, 0400, false);
        }
    }

    /**
     * The socket of an ssh agent. The step must set {@code SSH_AUTH_SOCK} to the path itself.
     *
     * @param id names the agent; {@code default} as a rule
     */
    record Ssh(String dest, String id, int uid, int gid, int mode, boolean optional)
            implements Mount {
        public Ssh {
            Paths.requireAbsolute(dest);
        }
    }

    /** What a step may do with a mounted tree. */
    enum BindMode {
        /** Look at it; what was looked at is the cache key. */
        READ_ONLY,
        /** Change it; the changed tree is an output. */
        OUTPUT,
        /** Change it for the time of the step. */
        DISCARD
    }

    /** What happens when two steps want the same cache directory at once. */
    enum CacheSharing {
        /** Both work in it. */
        SHARED,
        /** The second gets another one. */
        PRIVATE,
        /** The second waits. */
        LOCKED
    }
}
