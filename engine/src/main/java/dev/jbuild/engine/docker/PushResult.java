package dev.jbuild.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PushResponseItem;

import dev.jbuild.model.Digest;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.jspecify.annotations.Nullable;

/** Takes from the messages of a push what came of it. */
final class PushResult extends ResultCallback.Adapter<PushResponseItem> {
    private volatile @Nullable String digest;
    private volatile @Nullable String error;

    @Override
    public void onNext(PushResponseItem item) {
        if (item.getErrorDetail() != null) {
            error = item.getErrorDetail().getMessage();
        }
        if (item.getAux() != null) {
            digest = item.getAux().getDigest();
        }
    }

    Digest digest(ImageName name) throws EnvironmentFailure {
        String pushed = digest;
        if (error != null || pushed == null) {
            throw new EnvironmentFailure(
                    "push-refused",
                    "could not push image `" + name + "`: " + error,
                    "check that the registry is up and that you are logged in to it (docker login)",
                    null);
        }
        try {
            return Digest.parse(pushed);
        } catch (IllegalArgumentException e) {
            throw DockerEngine.failed("push image `" + name + "`", e);
        }
    }
}
