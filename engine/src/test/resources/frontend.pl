# A frontend for BuildKit, for an image that has nothing but Perl: has the builder's own frontend read the
# Dockerfile, with the build argument READER set to what it was called with.
#
# A frontend is a gRPC client on its standard input and output. Headers of answers are not read: an answer without
# a message is an error.
use strict;
use warnings;

my $LLB_BRIDGE = '/moby.buildkit.v1.frontend.LLBBridge';
my ($DATA, $HEADERS, $RST_STREAM, $SETTINGS, $PING, $GOAWAY) = (0, 1, 3, 4, 6, 7);
my ($END_STREAM, $ACK, $END_HEADERS) = (1, 1, 4);
my $FRAME = 16384;
my $stream = -1;

# ---- protobuf ----

sub varint {
    my ($value) = @_;
    my $bytes = '';
    for (; $value > 127; $value >>= 7) {
        $bytes .= chr($value & 127 | 128);
    }
    return $bytes . chr $value;
}

sub field {
    my ($tag, $value) = @_;
    return varint($tag << 3 | 2) . varint(length $value) . $value;
}

sub entry {
    my ($tag, $key, $value) = @_;
    return field($tag, field(1, $key) . field(2, $value));
}

sub read_varint {
    my ($bytes) = @_;
    for (my ($value, $shift) = (0, 0); ; $shift += 7) {
        my $byte = ord substr $$bytes, 0, 1, '';
        $value |= ($byte & 127) << $shift;
        return $value if $byte < 128;
    }
}

# The values of a field, in a message that has no others than texts and messages.
sub values_of {
    my ($tag, $message) = @_;
    my @values;
    while (length $message) {
        my $key = read_varint(\$message);
        my $value = substr $message, 0, read_varint(\$message), '';
        push @values, $value if $key >> 3 == $tag;
    }
    return @values;
}

# ---- HTTP/2 ----

sub send_frame {
    my ($type, $flags, $on, $payload) = @_;
    print substr(pack('N', length $payload), 1), pack('CCN', $type, $flags, $on), $payload;
}

sub read_bytes {
    my ($count) = @_;
    my $bytes = '';
    while (length $bytes < $count) {
        read(STDIN, $bytes, $count - length $bytes, length $bytes) or die "the builder hung up\n";
    }
    return $bytes;
}

sub header {
    my ($name, $value) = @_;
    return "\0" . chr(length $name) . $name . chr(length $value) . $value;
}

sub call {
    my ($method, $message) = @_;
    $stream += 2;
    my $headers = header(':method', 'POST') . header(':scheme', 'http') . header(':path', "$LLB_BRIDGE/$method")
        . header(':authority', 'localhost') . header('content-type', 'application/grpc') . header('te', 'trailers');
    send_frame($HEADERS, $END_HEADERS, $stream, $headers);
    my $body = "\0" . pack('N', length $message) . $message;
    while (length $body) {
        my $piece = substr $body, 0, $FRAME, '';
        send_frame($DATA, length $body ? 0 : $END_STREAM, $stream, $piece);
    }
    my $answer = receive();
    die "$method has failed\n" if length $answer < 5;
    return substr $answer, 5;
}

sub receive {
    my $answer = '';
    while (1) {
        my ($high, $low, $type, $flags, $on) = unpack 'CnCCN', read_bytes(9);
        my $payload = read_bytes($high << 16 | $low);
        send_frame($type, $ACK, 0, $type == $PING ? $payload : '')
            if ($type == $PING || $type == $SETTINGS) && !($flags & $ACK);
        die "the builder ended the call\n" if $type == $RST_STREAM || $type == $GOAWAY;
        next if $on != $stream;
        $answer .= $payload if $type == $DATA;
        return $answer if ($type == $DATA || $type == $HEADERS) && $flags & $END_STREAM;
    }
}

# ---- the frontend ----

binmode STDIN;
binmode STDOUT;
$| = 1;
print "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
send_frame($SETTINGS, 0, 0, '');

my $request = field(2, 'dockerfile.v0') . entry(3, 'build-arg:READER', $ARGV[0]) . "\x28\1\x30\1";
for my $name (grep { /^BUILDKIT_FRONTEND_OPT_/ } sort keys %ENV) {
    my ($key, $value) = split /=/, $ENV{$name}, 2;
    $request .= entry(3, $key, $value);
}
$request .= field(13, $_) for values_of(1, call('Inputs', ''));
my ($result) = values_of(3, call('Solve', $request));
call('Return', field(1, $result));
