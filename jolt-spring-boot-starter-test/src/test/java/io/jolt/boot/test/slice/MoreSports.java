package io.jolt.boot.test.slice;

interface MoreSports extends Sports {

}
