# Readers that fuzz/reader_fuzz.cc is built for, once each. Used by fuzz/ (libFuzzer) and tests/fuzz (replay of the seeds).
# Each has its seeds in fuzz/seeds/NAME; an input that once failed is added there as regression-*.
set(penumbra_reader_fuzz_targets
  bods-json
  ch-seco-xml
  eu-fsf-csv
  eu-fsf-xml
  eu-fsf-xml-old
  eu-oj-csv
  ftm-json
  gleif-xml
  model-csv
  named-party-json
  ofac-advanced-xml
  ofac-csv
  ofac-enhanced-xml
  ofac-sdn-xml
  uk-ofsi-csv
  uk-ofsi-xml
  uk-psc-json
  uk-sanctions-csv
  uk-sanctions-xml
  un-xml
  us-acts-csv
  us-csl-csv
  us-csl-json
  us-dpl-txt
)
