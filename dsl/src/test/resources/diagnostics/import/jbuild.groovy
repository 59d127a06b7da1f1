jbuild '1'

import java.nio.file.Files
target('all') {
    from 'alpine'
}
