// The model that is part of the program must have no error, and be as large as it says.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "base/file.h"
#include "model_csv/bundled_model.h"

namespace penumbra::ingest::model_csv {
namespace {

TEST(BundledModel, HasNoErrors) {
  const BundledModel bundled = read_bundled_model();
  for (const Error& error : bundled.reading.errors) ADD_FAILURE() << to_string(error);
  EXPECT_EQ(bundled.reading.error_count, 0U);
}

}  // namespace
}  // namespace penumbra::ingest::model_csv
