package dev.jbuild.dsl.compile;

import dev.jbuild.dsl.script.Git;
import dev.jbuild.dsl.script.PlatformFacts;

import groovy.lang.Closure;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingSupport;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * What a build file may use beside the words: by kind of value the methods and properties, some
 * static methods, and the types it may name. What is not here cannot be used.
 *
 * <p>Left out on purpose: whatever reaches the machine ({@code execute}, {@code toURL}), whatever
 * differs between machines or runs (formatting by locale, hash codes, sets in hash order, random
 * numbers, system properties), and whatever is dynamic ({@code metaClass}, {@code getAt} of an
 * object, which reads properties).
 */
final class AllowList {
    private static final Set<String> TEXT =
            words(
                    """
                    asBoolean capitalize center charAt compareTo concat contains count drop
                    dropRight each endsWith equals equalsIgnoreCase find findAll getAt indexOf
                    isBlank isCase isEmpty isInteger isLong isNumber lastIndexOf length matches minus multiply next padLeft padRight plus previous readLines repeat
                    replace replaceAll replaceFirst reverse size split startsWith strip stripIndent
                    stripLeading stripMargin stripTrailing substring substringAfter substringBefore
                    substringAfterLast substringBeforeLast take takeRight toBigDecimal toBoolean
                    toInteger toList toLong toLowerCase toString toUpperCase tokenize trim
                    uncapitalize collect any every eachWithIndex containsIgnoreCase
                    startsWithIgnoreCase endsWithIgnoreCase\
                    """);
    private static final Set<String> NUMBER =
            words(
                    """
                    abs asBoolean compareTo div downto equals intValue intdiv isCase longValue max
                    min minus mod multiply negative next plus positive power previous remainder step
                    times toInteger toLong toString upto\
                    """);
    private static final Set<String> TRUTH =
            words("and asBoolean booleanValue compareTo equals implies or toString xor");
    private static final Set<String> COLLECTION =
            words(
                    """
                    add addAll any asBoolean asImmutable asReversed chop collate collect
                    collectEntries collectMany collectNested combinations contains containsAll count
                    countBy disjoint drop dropRight dropWhile each eachWithIndex equals every find
                    findAll findIndexOf findIndexValues findLastIndexOf findResult findResults first
                    flatten get getAt getFirst getFrom getLast getTo groupBy head indexOf indexed
                    indices init inject intersect isCase isEmpty join last lastIndexOf leftShift
                    max min minus multiply partitionPoint plus pop push putAt remove removeAll
                    removeLast removeFirst retainAll reverse reverseEach size sort split step
                    subList sum swap tail tails inits take takeRight takeWhile toList toSet
                    toSorted toString toUnique transpose unique withIndex withCollectedKeys
                    withCollectedValues zip grep sublist average\
                    """);
    private static final Set<String> MAP =
            words(
                    """
                    any asBoolean asImmutable collect collectEntries collectMany containsKey
                    containsValue count countBy drop each eachWithIndex entrySet equals every find
                    findAll findResult findResults get getAt getOrDefault groupBy inject isCase
                    isEmpty keySet leftShift max min minus plus put putAll putAt putIfAbsent remove
                    reverseEach size sort subMap sum take toSorted toString values toMapString
                    intersect\
                    """);
    private static final Set<String> ENTRY = words("getKey getValue");
    private static final Set<String> MATCHER =
            words("asBoolean find group groupCount matches getCount hasGroup lookingAt");
    private static final Set<String> ANYTHING = words("equals");
    private static final Set<String> CALLABLE = words("call doCall");

    private static final Map<String, Set<String>> STATIC =
            Map.of(
                    "java.lang.Math", words("abs max min floorDiv floorMod"),
                    "java.lang.Integer", words("parseInt valueOf max min compare sum"),
                    "java.lang.Long", words("parseLong valueOf max min compare sum"),
                    "java.lang.Boolean", words("parseBoolean valueOf"),
                    "java.lang.String", words("join"),
                    "java.util.List", words("of"));

    private static final Set<String> TYPES =
            words(
                    """
                    void boolean byte char double float int long short java.lang.Object
                    java.lang.String java.lang.CharSequence groovy.lang.GString java.lang.Number
                    java.lang.Boolean java.lang.Byte java.lang.Character java.lang.Double
                    java.lang.Float java.lang.Integer java.lang.Long java.lang.Short java.lang.Void
                    java.math.BigDecimal java.math.BigInteger java.lang.Iterable
                    java.util.Collection java.util.List java.util.ArrayList java.util.Map
                    java.util.Map$Entry java.util.LinkedHashMap java.util.Set
                    java.util.LinkedHashSet groovy.lang.Closure groovy.lang.Range
                    groovy.lang.IntRange java.util.regex.Matcher\
                    """);

    private static final Set<String> FAILURES =
            words(
                    """
                    java.lang.Exception java.lang.RuntimeException
                    java.lang.IllegalArgumentException java.lang.IllegalStateException\
                    """);

    private static final List<Kind> KINDS =
            List.of(
                    new Kind(CharSequence.class, TEXT, Set.of()),
                    new Kind(Number.class, NUMBER, Set.of()),
                    new Kind(Boolean.class, TRUTH, Set.of()),
                    new Kind(Map.class, MAP, Set.of()),
                    new Kind(Map.Entry.class, ENTRY, words("key value")),
                    new Kind(Iterable.class, COLLECTION, words("first last empty")),
                    new Kind(Matcher.class, MATCHER, words("count")),
                    new Kind(Closure.class, CALLABLE, Set.of()),
                    new Kind(
                            Git.class,
                            words("getHash getShortHash getBranch getTag getTimestamp getDirty"),
                            words("hash shortHash branch tag timestamp dirty")),
                    new Kind(
                            PlatformFacts.class,
                            words("getOs getArch getVariant toString equals"),
                            words("os arch variant")));

    private static final List<ClassNode> NO_TEXT =
            List.of(
                    ClassHelper.CLOSURE_TYPE,
                    ClassHelper.make(Git.class),
                    ClassHelper.make(Map.Entry.class),
                    ClassHelper.make(Matcher.class));

    private AllowList() {}

    private static Set<String> words(String text) {
        return new TreeSet<>(Arrays.asList(text.strip().split("\\s+")));
    }

    /** The methods that values of a type may be asked for. */
    static Set<String> methods(ClassNode type) {
        ClassNode boxed = ClassHelper.getWrapper(type);
        return KINDS.stream()
                .filter(kind -> kind.covers(boxed))
                .map(Kind::methods)
                .findFirst()
                .orElse(ANYTHING);
    }

    /** The properties that values of a type may be asked for; of a map, any key is one. */
    static Set<String> properties(ClassNode type) {
        return KINDS.stream()
                .filter(kind -> kind.covers(type))
                .map(Kind::properties)
                .findFirst()
                .orElse(Set.of());
    }

    static boolean isMap(ClassNode type) {
        return StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(
                type, ClassHelper.MAP_TYPE);
    }

    /** Whether values of a type are data: they have a text, and operators may take them. */
    static boolean isData(ClassNode type) {
        ClassNode boxed = ClassHelper.getWrapper(type);
        return KINDS.subList(0, 7).stream().anyMatch(kind -> kind.covers(boxed));
    }

    /** Whether values of a type have a text, as far as the type tells. */
    static boolean hasText(ClassNode type) {
        return NO_TEXT.stream().noneMatch(kind -> kind.equals(type));
    }

    /** Whether a value of the type, or each in it, is a position in a list or a text. */
    static boolean isIndex(ClassNode type) {
        ClassNode boxed = ClassHelper.getWrapper(type);
        return boxed.equals(ClassHelper.Integer_TYPE)
                || StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(
                        boxed, ClassHelper.make(java.util.Collection.class));
    }

    static boolean allowsStatic(ClassNode type, String method) {
        return STATIC.getOrDefault(type.getName(), Set.of()).contains(method);
    }

    /** Whether a build file may name the type, of a variable or in a cast. */
    static boolean allowsType(ClassNode type) {
        return type.isGenericsPlaceHolder() || TYPES.contains(type.getName());
    }

    /** Whether a build file may make one where it throws it. */
    static boolean allowsThrown(ClassNode type) {
        return FAILURES.contains(type.getName());
    }

    private record Kind(ClassNode type, Set<String> methods, Set<String> properties) {
        Kind(Class<?> type, Set<String> methods, Set<String> properties) {
            this(ClassHelper.make(type), methods, properties);
        }

        boolean covers(ClassNode other) {
            return StaticTypeCheckingSupport.implementsInterfaceOrIsSubclassOf(other, type);
        }
    }
}
