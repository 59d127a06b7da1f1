package dev.jbuild.cli;

import dev.jbuild.cli.Doorbell.Call;
import dev.jbuild.cli.Doorbell.Reply;
import dev.jbuild.front.HomeFolder;
import dev.jbuild.front.Inquiry;
import dev.jbuild.front.Inquiry.UpToDate;
import dev.jbuild.front.Installation;
import dev.jbuild.front.Took;
import dev.jbuild.front.standby.Caller;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out whether there is anything to do for somebody, as the front would in their place.
 *
 * @param name of the circumstances under which it can; under others the front has to
 * @param jbuild this one
 * @param architecture of the processor, as the JVM calls it
 * @param home where the user is registered to be at home
 */
record Lookup(String name, Installation jbuild, String architecture, String home)
        implements Doorbell.Host {
    @Override
    public Reply answer(Call call) throws IOException, InterruptedException {
        Path lib = jbuild.lib().toRealPath();
        Caller caller = Caller.of(call.process());
        if (!call.lib().toRealPath().equals(lib)
                || !caller.circumstances(jbuild.description()).name().equals(name)) {
            return new Reply.Unknown();
        }
        Optional<Inquiry> inquiry =
                Inquiry.of(
                        call.arguments(),
                        caller.workingFolder(),
                        HomeFolder.within(caller.environment(), home),
                        lib,
                        architecture);
        if (inquiry.isPresent() && inquiry.get().look() instanceof UpToDate nothing) {
            Instant started = Took.processStart(call.process(), Instant.now());
            return new Reply.Nothing(nothing.text(call.terminal(), started), nothing);
        }
        return new Reply.Work();
    }
}
