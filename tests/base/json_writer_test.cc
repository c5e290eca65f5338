#include "base/json_writer.h"

#include <gtest/gtest.h>

namespace penumbra::base {
namespace {

TEST(JsonWriter, WritesInOrder) {
  JsonWriter json;
  json.begin_object()
      .member("z", 1)
      .member("a", "x\"y")
      .key("list")
      .begin_array()
      .value(true)
      .null()
      .begin_object()
      .end_object()
      .end_array();
  json.member("names", std::vector<std::string>{"p", "q"}).key("score").ten_thousandths(9120).end_object();
  EXPECT_EQ(json.text(), R"({"z":1,"a":"x\"y","list":[true,null,{}],"names":["p","q"],"score":0.912})");
}

TEST(JsonWriter, Indents) {
  JsonWriter json(2);
  json.begin_object().key("a").begin_array().value(1).end_array().key("b").begin_array().end_array().end_object();
  EXPECT_EQ(json.text(), "{\n  \"a\": [\n    1\n  ],\n  \"b\": []\n}");
}

TEST(JsonWriter, AlwaysWritesValidText) {
  std::string out;
  append_json_string(out, std::string_view("a\x01\xFF\xE2\x82\xC3\xA9\xED\xA0\x80\n\x7F", 12));
  EXPECT_EQ(out,
            "\"a\\u0001\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\n\\u007f\"");
}

TEST(JsonWriter, WritesScoresAsPeopleDo) {
  for (const auto& [number, text] :
       {std::pair<int, const char*>{10000, "1.0"}, {0, "0.0"}, {7000, "0.7"}, {7, "0.0007"}, {-250, "-0.025"}}) {
    JsonWriter json;
    json.ten_thousandths(number);
    EXPECT_EQ(json.text(), text);
  }
}

}  // namespace
}  // namespace penumbra::base
