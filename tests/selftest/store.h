// A small store of invented parties in the real form of OFAC's CSV.
#ifndef PENUMBRA_TESTS_SELFTEST_STORE_H_
#define PENUMBRA_TESTS_SELFTEST_STORE_H_

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "publish/import.h"
#include "store/temporary_folder.h"

namespace penumbra::selftest {

class StoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    static constexpr const char* kFamily[] = {"PRIMEROV",   "OBRAZTSOV", "MUSTERSKY", "EJEMPLARES",  "SAMPLEWRIGHT",
                                              "PARADEIGMA", "ESEMPIONI", "VZORNIKOV", "BEISPIELSEN", "EXEMPLARDO"};
    static constexpr const char* kGiven[] = {"Sergey Viktorovich", "Nikolai", "Robert James", "Ibrahim Yusuf", "Elena"};
    std::string sdn;
    int number = 100;
    const auto add = [&](const std::string& name, const char* kind) {
      sdn += std::to_string(number++) + ",\"" + name + "\"," + kind +
             ",\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n";
    };
    for (const char* family : kFamily) {
      for (const char* given : kGiven) add(std::string(family) + ", " + given, "\"individual\"");
      add(std::string("ORBITA ") + family + " TRADING COMPANY LLC", "-0- ");
    }
    add("ZVEZDNAYA PRIMA III", "\"vessel\"");
    std::ofstream(folder_.path("sdn.csv"), std::ios::binary) << sdn;
    publish::ImportRequest request;
    request.store = folder_.path("store");
    request.source = "test-list";
    request.files = {folder_.path("sdn.csv")};
    request.published = PartialDate::parse("2022-03-01").value();
    const auto imported = publish::import_files(request);
    ASSERT_TRUE(imported.ok()) << to_string(imported.error());
  }

  store::TemporaryFolder folder_;
};

}  // namespace penumbra::selftest

#endif  // PENUMBRA_TESTS_SELFTEST_STORE_H_
