VERSION 0.8
all:
    FROM alpine
    RUN make
