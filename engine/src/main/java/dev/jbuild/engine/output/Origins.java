package dev.jbuild.engine.output;

import dev.jbuild.cdn.folder.FolderOrigin;
import dev.jbuild.cdn.origin.Origin;
import dev.jbuild.cdn.s3.BucketLocation;
import dev.jbuild.cdn.s3.BucketOrigin;

import java.nio.file.Path;

/** Origins by their address. */
public final class Origins {
    static final String FOLDER = "file:";

    private Origins() {}

    /**
     * Opens an origin.
     *
     * @param address {@code file:folder} or {@code s3://bucket/prefix}
     * @param root folder that a folder is relative to
     * @throws IllegalArgumentException when the address is neither, with a message for the user
     */
    public static Origin open(Path root, String address) {
        if (address.startsWith(FOLDER)) {
            return new FolderOrigin(folder(root, address));
        }
        if (address.startsWith(BucketLocation.SCHEME)) {
            return BucketOrigin.open(BucketLocation.parse(address));
        }
        throw new IllegalArgumentException("`" + address + "` is no origin");
    }

    /** The address by which an origin is found from everywhere. */
    public static String absolute(Path root, String address) {
        return address.startsWith(FOLDER)
                ? FOLDER + folder(root, address).toAbsolutePath().normalize()
                : address;
    }

    private static Path folder(Path root, String address) {
        return root.resolve(address.substring(FOLDER.length()));
    }
}
