package dev.jbuild.front.standby;

import dev.jbuild.front.ledger.Parts;
import dev.jbuild.model.Digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a process has from where it was started, and what no other one could take over for it: under
 * equal circumstances it makes no difference which of two processes does something.
 *
 * <p>There is nothing in it that is only guessed to matter, and little that is guessed not to: a
 * process that is started in vain costs half a second, one that serves the wrong user a lot more.
 *
 * @param text of them all, one after the other
 */
public record Circumstances(String text) {
    /**
     * Variables that differ from one command to the next in the same shell. They go along with each
     * {@link Order}; what is left of them in the process is for its children only.
     */
    static final Set<String> PASSING = Set.of("_", "SHLVL", "PWD", "OLDPWD", "COLUMNS", "LINES");

    /** Of the file {@code status}: who the process is, what it may do, and where it may run. */
    private static final Set<String> RIGHTS =
            Set.of(
                    "Umask",
                    "Uid",
                    "Gid",
                    "Groups",
                    "CapInh",
                    "CapPrm",
                    "CapEff",
                    "CapBnd",
                    "CapAmb",
                    "NoNewPrivs",
                    "Seccomp",
                    "Cpus_allowed",
                    "Mems_allowed");

    private static final String IGNORED = "SigIgn:";

    /**
     * Signals that say nothing: 3, 4, 7, 8, 11, 12, 13 and 25 every JVM handles by itself, whether
     * they were ignored or not, and 32 and 33 the system's own library has for threads.
     */
    private static final long OF_NO_ACCOUNT = 0x1_8100_1CCCL;

    /** Widths of the first two columns of the file {@code limits}. */
    private static final int LIMIT_NAME = 26;

    private static final int LIMIT = 21;

    /** In which a process sees other files, users, processes or networks than elsewhere. */
    private static final List<String> NAMESPACES =
            List.of("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts");

    /**
     * Those of a process.
     *
     * @param process the process: its folder in {@code /proc}
     * @param workingFolder of the process, absolute
     * @param environment all of it
     * @param program what says which jbuild this is
     * @throws IOException when the system does not tell; there is no {@code /proc} but on Linux
     */
    public static Circumstances of(
            Path process, Path workingFolder, Map<String, String> environment, String program)
            throws IOException {
        Parts text = new Parts();
        text.add(program);
        text.add(workingFolder.toString());
        // Of a folder that was removed and made again, a process has the old one.
        text.add(Files.readAttributes(workingFolder, "unix:dev,ino").toString());
        text.add(Files.readAttributes(process.resolve("root"), "unix:dev,ino").toString());
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            if (!PASSING.contains(variable.getKey())) {
                text.add(variable.getKey());
                text.add(variable.getValue());
            }
        }
        // A folder of sockets may be shared by machines; only one of them has the process.
        text.add(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
        for (String line : Files.readAllLines(process.resolve("status"))) {
            int colon = line.indexOf(':');
            if (colon > 0 && RIGHTS.contains(line.substring(0, colon))) {
                text.add(line);
            } else if (line.startsWith(IGNORED)) {
                text.add(ignored(line.substring(IGNORED.length()).strip()));
            }
        }
        text.add(limits(Files.readString(process.resolve("limits"))));
        text.add(Files.readString(process.resolve("cgroup")));
        text.add(Files.readString(process.resolve("oom_score_adj")));
        text.add(scheduling(Files.readString(process.resolve("stat"))));
        for (String namespace : NAMESPACES) {
            Path link = process.resolve("ns").resolve(namespace);
            // Which of them there are depends on the kernel.
            text.add(Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "");
        }
        return new Circumstances(text.toString());
    }

    private static String ignored(String signals) {
        return Long.toHexString(Long.parseUnsignedLong(signals, 16) & ~OF_NO_ACCOUNT);
    }

    /**
     * Niceness, priority and policy: the 17th, the 38th and the 39th field behind the name, which
     * may have spaces and parentheses in it.
     */
    private static String scheduling(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return fields[16] + " " + fields[37] + " " + fields[38];
    }

    /** Without the limit of open files that a JVM has raised as far as it may: to the other one. */
    private static String limits(String table) {
        int soft = table.indexOf("Max open files") + LIMIT_NAME;
        return table.substring(0, soft) + table.substring(soft + LIMIT);
    }

    /** A name that other circumstances do not have, short enough for the path of a socket. */
    public String name() {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    }
}
