package dev.jbuild.dsl.compile;

import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.ClassWriter;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilationUnit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes the compiled classes. Closures lose what differs from run to run: they have one hash, by
 * which nothing can be put in order, and instead of a text with their address they end the
 * evaluation.
 */
final class ClassCollector implements CompilationUnit.ClassgenCallback {
    private static final String NO_TEXT = "java/lang/IllegalArgumentException";

    private final Map<String, byte[]> classes = new LinkedHashMap<>();

    @Override
    public void call(ClassVisitor generated, ClassNode type) {
        if (type.isDerivedFrom(ClassHelper.CLOSURE_TYPE)) {
            addHash(generated);
            addText(generated);
        }
        classes.put(type.getName(), ((ClassWriter) generated).toByteArray());
    }

    /** By name, in the order in which they were made. */
    Map<String, byte[]> classes() {
        return Collections.unmodifiableMap(classes);
    }

    private static void addHash(ClassVisitor type) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "hashCode", "()I", null, null);
        code.visitCode();
        code.visitInsn(Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(1, 1);
        code.visitEnd();
    }

    private static void addText(ClassVisitor type) {
        MethodVisitor code =
                type.visitMethod(
                        Opcodes.ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, NO_TEXT);
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn("a closure has no text");
        code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, NO_TEXT, "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(3, 1);
        code.visitEnd();
    }
}
