# Readers that fuzz/reader_fuzz.cc is built for, once each. Used by fuzz/ (libFuzzer) and tests/fuzz (replay of the seeds).
# Each has its seeds in fuzz/seeds/NAME; an input that once failed is added there as regression-*.
set(penumbra_reader_fuzz_targets ofac-csv ofac-advanced-xml eu-fsf-xml ftm-json model-csv bods-json gleif-xml uk-psc-json
    un-xml)
list(APPEND penumbra_reader_fuzz_targets ofac-sdn-xml ofac-enhanced-xml us-csl-csv us-csl-json us-dpl-txt named-party-json us-acts-csv)
