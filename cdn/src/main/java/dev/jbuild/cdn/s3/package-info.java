/**
 * An origin in a bucket of S3 or of a server that speaks its protocol.
 *
 * <p>In: contents, releases. Out: objects under the paths of the release. The one room that loads
 * the AWS SDK. Never here: when to publish.
 */
@NullMarked
package dev.jbuild.cdn.s3;

import org.jspecify.annotations.NullMarked;
