package dev.jbuild.engine;

import dev.jbuild.buildkit.BuildkitException;
import dev.jbuild.engine.lock.LockFile;
import dev.jbuild.engine.lock.Pins;
import dev.jbuild.engine.solve.Failures;
import dev.jbuild.engine.web.Downloads;
import dev.jbuild.model.Digest;
import dev.jbuild.model.failure.BuildException;

import java.util.Optional;

/** Addresses of files, which stand for what is behind them. */
record FileAddresses(Workbench bench) implements Pins.Kind<String, Digest> {
    @Override
    public Optional<Digest> in(LockFile lock, String url) {
        return lock.download(url);
    }

    @Override
    public LockFile put(LockFile lock, String url, Digest content) {
        return lock.with(url, content);
    }

    @Override
    public Digest ask(String url) throws BuildException, InterruptedException {
        Downloads downloads = new Downloads(bench.request().session().environment(), bench.trust());
        try {
            return bench.retry().run(() -> downloads.digest(url));
        } catch (BuildkitException e) {
            throw Failures.of("read `" + url + "`", e);
        }
    }
}
