# A project whose steps wait for nothing but themselves. For scripts that have sourced measure.sh.

# write_parallel_project FOLDER STEPS BASE: with enough hands, all steps take as long as one, which is a second.
write_parallel_project() {
    local -r project=$1 steps=$2 base=$3
    mkdir -p "$project"
    local i
    {
        printf "jbuild '1'\n\nString nonce = arg('NONCE', default: '0')\n\n"
        for ((i = 0; i < steps; i++)); do
            cat <<TEXT
target('step$i') {
    from '$base'
    run "sleep 1; mkdir /out; echo \${nonce} > /out/step$i"
    artifact '/out'
}

TEXT
        done
        printf "target('all') {\n    from 'scratch'\n"
        for ((i = 0; i < steps; i++)); do
            printf "    copy '+step%d/out', into: '/out'\n" "$i"
        done
        printf "    artifact '/out', as: 'out-jbuild'\n}\n"
    } >"$project/jbuild.groovy"
    {
        for ((i = 0; i < steps; i++)); do
            printf 'FROM %s AS step%d\nARG NONCE=0\n' "$base" "$i"
            printf "RUN sleep 1; mkdir /out; echo \${NONCE} > /out/step%d\n\n" "$i"
        done
        printf 'FROM scratch\n'
        for ((i = 0; i < steps; i++)); do
            printf 'COPY --from=step%d /out /\n' "$i"
        done
    } >"$project/Dockerfile"
    cat >"$project/docker-bake.hcl" <<'TEXT'
variable "NONCE" { default = "0" }

target "default" {
  args   = { NONCE = NONCE }
  output = ["type=local,dest=out-bake"]
}
TEXT
}
