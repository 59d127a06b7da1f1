package dev.jbuild.dsl.compile;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingSupport;

import java.util.Collection;
import java.util.Set;

/**
 * What may be made of a value by a cast, by {@code as}, or by assigning it to a variable of another
 * type. Groovy makes of a list the arguments of a constructor, of a map or a closure an object of
 * whatever type, and of anything a text; a build file gets none of these.
 */
final class Coercions {
    private static final ClassNode COLLECTION = ClassHelper.make(Collection.class);
    private static final ClassNode TEXT = ClassHelper.make(CharSequence.class);

    private static final Set<String> SCALARS =
            Set.of(
                    "java.lang.Byte",
                    "java.lang.Character",
                    "java.lang.Double",
                    "java.lang.Float",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Short",
                    "java.lang.String",
                    "java.math.BigDecimal",
                    "java.math.BigInteger");

    private static final Set<String> COLLECTIONS =
            Set.of("java.util.Collection", "java.util.List", "java.util.Set");

    /**
     * Whoever writes one of these behind {@code as} gets a copy, and by assignment another thing.
     */
    private static final Set<String> COPIES =
            Set.of("java.util.ArrayList", "java.util.LinkedHashSet");

    private Coercions() {}

    /** Whether a value can be assigned, passed or returned where another type is declared. */
    static boolean allowsAssignment(ClassNode from, ClassNode to) {
        return isOf(from, to)
                || isTruth(to)
                || (isScalar(to) && isPlain(from))
                || (COLLECTIONS.contains(to.getName()) && isCollection(from));
    }

    /** {@code (Type) value}: a value whose type is not known is of the type, or it is a mistake. */
    static boolean allowsCast(ClassNode from, ClassNode to) {
        return allowsAssignment(from, to)
                || (from.equals(ClassHelper.OBJECT_TYPE)
                        && !to.getName().equals(Iterable.class.getName()));
    }

    /** {@code value as Type}. */
    static boolean allowsAs(ClassNode from, ClassNode to) {
        return allowsAssignment(from, to)
                || (isScalar(to) && from.equals(ClassHelper.OBJECT_TYPE))
                || (COPIES.contains(to.getName()) && isCollection(from));
    }

    private static boolean isOf(ClassNode from, ClassNode to) {
        ClassNode boxed = ClassHelper.getWrapper(to);
        boolean same =
                StaticTypeCheckingSupport.isAssignableTo(from, boxed)
                        && StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(
                                ClassHelper.getWrapper(from), boxed);
        return same || boxed.equals(ClassHelper.OBJECT_TYPE) || to.isGenericsPlaceHolder();
    }

    private static boolean isTruth(ClassNode to) {
        return ClassHelper.getWrapper(to).equals(ClassHelper.Boolean_TYPE);
    }

    private static boolean isScalar(ClassNode to) {
        return SCALARS.contains(ClassHelper.getWrapper(to).getName());
    }

    /** A text, a number or a truth value, or what has a text of its own. */
    private static boolean isPlain(ClassNode from) {
        ClassNode boxed = ClassHelper.getWrapper(from);
        return boxed.equals(ClassHelper.Boolean_TYPE)
                || boxed.equals(ClassHelper.Character_TYPE)
                || boxed.equals(ClassHelper.make(dev.jbuild.dsl.script.PlatformFacts.class))
                || StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(
                        boxed, ClassHelper.Number_TYPE)
                || StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(boxed, TEXT);
    }

    private static boolean isCollection(ClassNode from) {
        return StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(from, COLLECTION);
    }
}
