package dev.jbuild.cli.console;

import dev.jbuild.dsl.Buildfiles;
import dev.jbuild.dsl.LoadRequest;
import dev.jbuild.engine.plan.Plan;
import dev.jbuild.engine.plan.Planner;
import dev.jbuild.model.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class PlanTextTest {
    @TempDir Path folder;

    @Test
    void of_nodesInOrder_andWhatIsDelivered() throws Exception {
        Files.writeString(
                folder.resolve("jbuild.groovy"),
                """
                jbuild '1'

                target('assets') {
                    platform 'native'
                    from 'node:22'
                    run 'npm run build'
                    artifact 'dist', as: 'build/static'
                    cdn 'dist', to: 'file:build/cdn'
                }

                target('tool') {
                    platform 'native', per: 'target'
                    from 'golang:1.24'
                    run 'go build -o /tool .'
                    artifact '/tool'
                }

                target('image') {
                    from 'scratch'
                    copy '+tool/tool', '+assets/dist', into: '/'
                    image 'localhost:5000/shop:dev', push: true
                }

                target('all') {
                    build '+image', platforms: ['linux/amd64', 'linux/arm64']
                    build '+assets'
                }
                """);
        Plan plan =
                Planner.plan(
                        Buildfiles.load(
                                new LoadRequest(
                                        folder,
                                        List.of("+all"),
                                        List.of(),
                                        Platform.parse("linux/amd64"),
                                        new TreeMap<>(),
                                        Map.of())));
        Golden.assertMatches("plan", PlanText.of(plan));
    }
}
