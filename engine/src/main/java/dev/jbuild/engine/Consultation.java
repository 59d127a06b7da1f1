package dev.jbuild.engine;

import dev.jbuild.engine.base.BaseUse;
import dev.jbuild.engine.doctor.Checkup;
import dev.jbuild.engine.doctor.Doctor;
import dev.jbuild.engine.doctor.Patient;
import dev.jbuild.engine.lock.LockUse;
import dev.jbuild.engine.solve.Builders;
import dev.jbuild.model.ImageName;
import dev.jbuild.model.Recipe;
import dev.jbuild.model.Step;
import dev.jbuild.model.failure.BuildException;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Has a project examined, with the machine that it is built on. */
final class Consultation {
    private Consultation() {}

    static Checkup of(BuildRequest request) throws BuildException, InterruptedException {
        Session session = request.session();
        Builders builders =
                session.builders().in(session.environment()).or(BuilderFile.read(request.root()));
        Collection<Recipe> recipes = request.project().recipes().values();
        // Dockerfiles are read with the build: the engine fetches their images as it likes.
        List<ImageName> bases =
                Bases.uses(recipes, Map.of()).keySet().stream().map(BaseUse::name).toList();
        boolean offline = request.allowed().lock() == LockUse.OFFLINE;
        return new Doctor(session.environment(), request.cache().state(), InstantSource.system())
                .examine(new Patient(request.root(), builders, bases, pushed(recipes), offline));
    }

    private static List<ImageName> pushed(Collection<Recipe> recipes) {
        return recipes.stream()
                .flatMap(recipe -> recipe.steps().stream())
                .filter(Step.Image.class::isInstance)
                .map(Step.Image.class::cast)
                .filter(image -> image.options().push())
                .flatMap(image -> image.names().stream())
                .toList();
    }
}
