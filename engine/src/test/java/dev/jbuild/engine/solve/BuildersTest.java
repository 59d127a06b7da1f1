package dev.jbuild.engine.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jbuild.model.Platform;
import dev.jbuild.model.failure.EnvironmentFailure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class BuildersTest {
    private static final Platform AMD64 = Platform.parse("linux/amd64");
    private static final Platform ARM64 = Platform.parse("linux/arm64");

    private static Builders parse(String... texts) {
        return Builders.parse(List.of(texts));
    }

    private static Site at(String address) {
        return Site.at(BuilderAddress.parse(address));
    }

    @Test
    void site_ofAPlatform_isTheNamedOne_elseTheUsual() {
        Builders builders =
                parse("unix:///usual.sock", "linux/aarch64=tcp://arm:1?tlsdir=/a%3Db&servername=x");

        assertThat(builders.site(AMD64)).isEqualTo(at("unix:///usual.sock"));
        assertThat(builders.site(ARM64)).isEqualTo(at("tcp://arm:1?tlsdir=/a%3Db&servername=x"));
        assertThat(builders.site(ARM64)).hasToString("tcp://arm:1");
        assertThat(Builders.NONE.site(ARM64)).isEqualTo(Site.ENGINE).hasToString("the engine");
    }

    @Test
    void parse_ofAnAddressWithSettings_isNoPlatform() {
        assertThat(parse("tcp://b:1?servername=x").usualSite())
                .isEqualTo(at("tcp://b:1?servername=x"));
    }

    @Test
    void in_anEnvironment_namesTheUsualOne_whereNobodyElseDoes() throws Exception {
        Map<String, String> environment = Map.of("BUILDKIT_HOST", "tcp://env:1");
        assertThat(parse("linux/arm64=tcp://arm:1").in(environment).usualSite())
                .isEqualTo(at("tcp://env:1"));
        assertThat(parse("tcp://own:1").in(environment).usualSite()).isEqualTo(at("tcp://own:1"));
        assertThat(Builders.NONE.in(Map.of("BUILDKIT_HOST", "")).usualSite())
                .isEqualTo(Site.ENGINE);
        assertThatThrownBy(() -> Builders.NONE.in(Map.of("BUILDKIT_HOST", "linux/arm64=tcp://a:1")))
                .isInstanceOf(EnvironmentFailure.class)
                .hasMessageStartingWith("BUILDKIT_HOST is `linux/arm64=tcp://a:1`, which is no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tcp://a:1 tcp://b:1                             | `tcp://b:1` is a second builder for all platforms
                    linux/arm64=tcp://a:1 linux/arm64/v8=tcp://a:1  | `linux/arm64/v8=tcp://a:1` is a second builder for linux/arm64
                    arm64=tcp://a:1                                 | `arm64=tcp://a:1` names the platform `arm64`, which is none
                    =tcp://a:1                                      | `=tcp://a:1` names the platform ``, which is none
                    linux/arm64=                                    | `linux/arm64=` is no address of a BuildKit; write unix:///PATH or tcp://HOST:PORT
                    linux/arm64                                     | `linux/arm64` is no address of a BuildKit; write unix:///PATH or tcp://HOST:PORT
                    linux/arm64=tcp://a:1?x=1                       | `linux/arm64=tcp://a:1?x=1` has the setting `x`; there are tlsdir, cacert, cert, key and servername, each with `=`
                    """)
    void parse_refuses(String texts, String message) {
        assertThatThrownBy(() -> Builders.parse(Arrays.asList(texts.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
