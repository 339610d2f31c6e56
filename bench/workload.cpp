#include "bench/workload.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "domain/kernel/invariant.h"

namespace tenure::bench {
namespace {

constexpr std::string_view legal_entity_id = "BENCH-UK";
constexpr std::string_view desk_product = "desk";
constexpr std::string_view source = "bench";
constexpr std::string_view actor = "generator";
constexpr std::int64_t coffee_price = 285;
constexpr std::int64_t desk_price = 25'000;

/// Stand-ins that are patched; each appears once in the template.
constexpr std::string_view id_template = "01900000-0000-7000-8000-0000000000aa";
constexpr std::string_view charge_id_template = "01900000-0000-7000-8000-0000000000bb";
constexpr std::string_view occupier_template = "OC-0000";

template <class Body>
command::CommandBodyUnion boxed(Body body) {
  command::CommandBodyUnion box;
  box.Set(std::move(body));
  return box;
}

void add_catalogue(CommandBlock& block) {
  command::RegisterLegalEntityT entity;
  entity.legal_entity_id = legal_entity_id;
  entity.name = "Bench Workspace Ltd";
  entity.country = "GB";
  entity.currency = "GBP";
  entity.currency_exponent = std::uint8_t{2};
  entity.invoice_prefix = "B";
  add_command(block, "estate-entity", boxed(std::move(entity)));

  command::RegisterSiteT site;
  site.site_id = site_id;
  site.legal_entity_id = legal_entity_id;
  site.name = "Bench House";
  site.time_zone = "Europe/London";
  site.country = "GB";
  add_command(block, "estate-site", boxed(std::move(site)));

  for (const auto& [product, kind] :
       {std::pair{product_id, ProductKind::GENERIC}, {desk_product, ProductKind::LEASE}}) {
    command::DefineProductT define;
    define.product_id = product;
    define.name = product;
    define.kind = kind;
    define.tax_code = "standard";
    add_command(block, fmt::format("estate-product-{}", product), boxed(std::move(define)));
  }
  command::SetPriceT price;
  price.site_id = site_id;
  price.product_id = product_id;
  price.unit_price = coffee_price;
  price.per = PricePer::UNIT;
  price.from = business_day;
  add_command(block, "estate-price", boxed(std::move(price)));
}

void add_occupier(CommandBlock& block, unsigned number) {
  command::RegisterOccupierT occupier;
  occupier.occupier_id = occupier_id(number);
  occupier.name = fmt::format("Occupier {}", number);
  add_command(block, fmt::format("estate-occupier-{}", number), boxed(std::move(occupier)));

  command::CreateContractT contract;
  contract.contract_id = fmt::format("CT-{:04}", number);
  contract.occupier_id = occupier_id(number);
  contract.site_id = site_id;
  contract.starts_on = business_day;
  contract.currency = "GBP";
  contract.billing_day = 1;
  contract.billing = BillingMode::IN_ADVANCE;
  contract.proration = Proration::ACTUAL_DAYS;
  auto line = std::make_unique<command::ContractLineT>();
  line->line_id = "L1";
  line->product_id = desk_product;
  line->monthly_price = desk_price;
  contract.lines.push_back(std::move(line));
  add_command(block, fmt::format("estate-contract-{}", number), boxed(std::move(contract)));

  command::SignContractT sign;
  sign.contract_id = fmt::format("CT-{:04}", number);
  add_command(block, fmt::format("estate-sign-{}", number), boxed(std::move(sign)));
}

constexpr std::uint64_t first_millisecond = 1'793'600'000'000;
/// 4 bits of the 12 that rise count, the other 8 are random.
constexpr std::uint64_t ids_per_millisecond = 16;

void write_hex(std::span<std::uint8_t> out, std::uint64_t value, std::size_t digits) {
  static constexpr std::array<char, 16> hex{'0', '1', '2', '3', '4', '5', '6', '7',
                                            '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  for (std::size_t i = 0; i < digits; ++i) {
    out[digits - 1 - i] = static_cast<std::uint8_t>(hex[(value >> (4 * i)) & 0xF]);
  }
}

}  // namespace

std::string occupier_id(unsigned number) { return fmt::format("OC-{:04}", number); }

std::size_t place_of(std::string_view text, std::span<const std::uint8_t> bytes) {
  const std::string_view view{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  const auto at = view.find(text);
  if (at == view.npos || view.find(text, at + 1) != view.npos) {
    domain::broken_invariant("a template that holds each of its stand-ins once", text);
  }
  return at;
}

void add_command(CommandBlock& block, std::string_view id, command::CommandBodyUnion body) {
  command::CommandT command;
  command.id = id;
  command.operator_id = operator_id;
  command.source = source;
  command.actor = actor;
  command.body = std::move(body);
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(command::Command::Pack(builder, &command));
  block.add({builder.GetBufferPointer(), builder.GetSize()});
}

CommandBlock estate() {
  CommandBlock block;
  add_catalogue(block);
  for (unsigned number = 0; number < occupier_count; ++number) add_occupier(block, number);
  command::OpenBusinessDayT day;
  day.site_id = site_id;
  day.date = business_day;
  add_command(block, "estate-day", boxed(std::move(day)));
  return block;
}

std::uint64_t RisingIds::random() {
  // splitmix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

void RisingIds::next(std::span<std::uint8_t> out) {
  // RFC 9562, 5.7: 48 bits of milliseconds, version 7, 12 bits that rise within the millisecond, variant, 62 random.
  const auto within = count_ % ids_per_millisecond;
  const auto millisecond = first_millisecond + count_ / ids_per_millisecond;
  ++count_;
  const auto bits = random();
  const auto rising = within << 8 | bits >> 56;
  write_hex(out.subspan(0), millisecond >> 16, 8);
  out[8] = '-';
  write_hex(out.subspan(9), millisecond & 0xFFFF, 4);
  out[13] = '-';
  write_hex(out.subspan(14), 0x7000 | rising, 4);
  out[18] = '-';
  write_hex(out.subspan(19), 0x8000 | (random() & 0x3FFF), 4);
  out[23] = '-';
  write_hex(out.subspan(24), bits & 0xFFFF'FFFF'FFFF, 12);
}

Charges::Charges(std::uint64_t seed) : ids_{seed} {
  command::AddChargeT charge;
  charge.charge_id = charge_id_template;
  charge.occupier_id = occupier_template;
  charge.site_id = site_id;
  charge.product_id = product_id;
  charge.quantity = 2;
  add_command(template_, id_template, boxed(std::move(charge)));
  id_at_ = place_of(id_template, template_[0]);
  charge_id_at_ = place_of(charge_id_template, template_[0]);
  occupier_at_ = place_of(occupier_template, template_[0]);
}

void Charges::patch(std::span<std::uint8_t> command) {
  ids_.next(command.subspan(id_at_, RisingIds::length));
  ids_.next(command.subspan(charge_id_at_, RisingIds::length));
  const auto occupier = static_cast<unsigned>(ids_.random() % occupier_count);
  auto digits = command.subspan(occupier_at_ + 3, 4);
  for (std::size_t i = 0, rest = occupier; i < 4; ++i, rest /= 10) {
    digits[3 - i] = static_cast<std::uint8_t>('0' + rest % 10);
  }
}

void Charges::add_to(CommandBlock& block) { patch(block.add(template_[0])); }

CommandBlock Charges::make(std::size_t count) {
  CommandBlock block;
  for (std::size_t i = 0; i < count; ++i) add_to(block);
  return block;
}

std::span<const std::uint8_t> Charges::next() {
  const auto command = template_.all()[0];
  patch(command);
  return command;
}

}  // namespace tenure::bench
