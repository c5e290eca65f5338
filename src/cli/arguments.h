// What a command takes on the command line. CLI11 does the work, in app.cc and arguments.cc alone: it is one large
// header, and every source that includes it takes four seconds longer to compile.
#ifndef PENUMBRA_CLI_ARGUMENTS_H_
#define PENUMBRA_CLI_ARGUMENTS_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace penumbra::cli {

// One declared option, flag or word. Every member gives the argument itself, so that calls can be chained. Not
// thread-safe.
class Argument {
 public:
  explicit Argument(CLI::Option* option) : option_(option) {}

  // For the help: what stands behind the name, and the default where none is captured. Neither sets anything.
  Argument* type_name(const std::string& word);
  Argument* default_str(const std::string& text);
  // The help shows the value that the variable has now.
  Argument* capture_default_str();

  Argument* required();
  // How many values it takes; without it one, or for a vector any number.
  Argument* expected(int count);
  Argument* expected(int least, int most);
  // One value of a vector may be several, parted by this character.
  Argument* delimiter(char character);
  // With false, an occurrence of an option of several values takes one word.
  Argument* allow_extra_args(bool allowed);

  // What a value must be; anything else is an error of usage.
  Argument* one_of(const std::vector<std::string>& words);
  Argument* in_range(std::int64_t least, std::int64_t most);
  Argument* at_least(std::int64_t least);  // for whole numbers
  // `fault` gives the message for a value that is wrong, else an empty text.
  Argument* check(std::function<std::string(const std::string&)> fault);

 private:
  CLI::Option* option_;
};

// The types that a value can be stored in.
template <typename T>
concept ArgumentValue =
    std::is_same_v<T, std::string> || std::is_same_v<T, std::vector<std::string>> || std::is_same_v<T, int> ||
    std::is_same_v<T, std::uint32_t> || std::is_same_v<T, std::uint64_t> || std::is_same_v<T, double>;

// The arguments of one command. Must outlive the parsing, as must the variables that it was given. Not thread-safe.
class Arguments {
 public:
  explicit Arguments(CLI::App& app) : app_(app) {}
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  // `name` begins with "--" for an option; else it is a word given by its place. `value` keeps what it has where the
  // argument is not given.
  template <ArgumentValue T>
  Argument* add_option(const std::string& name, T& value, const std::string& description);
  // A text handed to `take` instead of a variable.
  Argument* add_option_function(const std::string& name, const std::function<void(const std::string&)>& take,
                                const std::string& description);
  Argument* add_flag(const std::string& name, bool& value, const std::string& description);

  // After parsing: whether the argument of this name stood on the command line.
  bool given(const std::string& name) const;

 private:
  CLI::App& app_;
  std::deque<Argument> arguments_;  // handed out by address
};

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_ARGUMENTS_H_
