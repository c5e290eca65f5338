#include "cli/arguments.h"

#include <CLI/CLI.hpp>

#include <utility>

namespace penumbra::cli {

// Validators have no description of their own: the help would print it as a part of the type's name.
Argument* Argument::type_name(const std::string& word) {
  option_->type_name(word);
  return this;
}

Argument* Argument::default_str(const std::string& text) {
  option_->default_str(text);
  return this;
}

Argument* Argument::capture_default_str() {
  option_->capture_default_str();
  return this;
}

Argument* Argument::required() {
  option_->required();
  return this;
}

Argument* Argument::expected(int count) {
  option_->expected(count);
  return this;
}

Argument* Argument::expected(int least, int most) {
  option_->expected(least, most);
  return this;
}

Argument* Argument::delimiter(char character) {
  option_->delimiter(character);
  return this;
}

Argument* Argument::allow_extra_args(bool allowed) {
  option_->allow_extra_args(allowed);
  return this;
}

Argument* Argument::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words).description(""));
  return this;
}

Argument* Argument::in_range(std::int64_t least, std::int64_t most) {
  option_->check(CLI::Range(least, most).description(""));
  return this;
}

// CLI11's own NonNegativeNumber names the largest double, all 309 digits of it, as the end of the range.
Argument* Argument::at_least(std::int64_t least) {
  return check([least](const std::string& word) {
    std::int64_t value = 0;
    if (CLI::detail::lexical_cast(word, value) && value >= least) return std::string();
    return "Value " + word + " is no whole number from " + std::to_string(least) + " up";
  });
}

Argument* Argument::check(std::function<std::string(const std::string&)> fault) {
  option_->check(CLI::Validator([fault = std::move(fault)](const std::string& word) { return fault(word); }, ""));
  return this;
}

template <ArgumentValue T>
Argument* Arguments::add_option(const std::string& name, T& value, const std::string& description) {
  return &arguments_.emplace_back(app_.add_option(name, value, description));
}
template Argument* Arguments::add_option(const std::string&, std::string&, const std::string&);
template Argument* Arguments::add_option(const std::string&, std::vector<std::string>&, const std::string&);
template Argument* Arguments::add_option(const std::string&, int&, const std::string&);
template Argument* Arguments::add_option(const std::string&, std::uint32_t&, const std::string&);
template Argument* Arguments::add_option(const std::string&, std::uint64_t&, const std::string&);
template Argument* Arguments::add_option(const std::string&, double&, const std::string&);

Argument* Arguments::add_option_function(const std::string& name, const std::function<void(const std::string&)>& take,
                                         const std::string& description) {
  return &arguments_.emplace_back(app_.add_option_function<std::string>(name, take, description));
}

Argument* Arguments::add_flag(const std::string& name, bool& value, const std::string& description) {
  return &arguments_.emplace_back(app_.add_flag(name, value, description));
}

bool Arguments::given(const std::string& name) const {
  return app_.get_option(name)->count() > 0;
}

}  // namespace penumbra::cli
