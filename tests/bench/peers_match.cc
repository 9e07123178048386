// peers_match.cc - what others need for the same work: Hyperscan and RE2 on literals, and
// PCRE2 with its JIT, asked for one term after the other.
//
//	peers_match hyperscan|re2|pcre2 ITEMS TERMS [MAX_ITEMS]
//
// ITEMS has an item a line, TERMS a literal a line; every literal that stands in an item
// must be found. Prints "NAME build_us µs-an-item found". Built for the benchmark alone.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs/hs.h>
#include <pcre2.h>
#include <re2/re2.h>
#include <re2/set.h>

static double cpu_us()
{
	timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static std::vector<std::string> lines(const char *path, bool unique, size_t max)
{
	std::ifstream in(path);
	std::vector<std::string> out;
	std::set<std::string> seen;
	std::string line;
	while (out.size() < max && std::getline(in, line))
		if (!line.empty() && (!unique || seen.insert(line).second))
			out.push_back(line);
	return out;
}

static std::string quoted(const std::string &term)
{
	std::string out = "\\b";
	for (char c : term)
		out += c == ' ' ? "\\s+" : std::string(isalnum((unsigned char)c) ? "" : "\\") + c;
	return out + "\\b";
}

static int on_match(unsigned, unsigned long long, unsigned long long, unsigned, void *n)
{
	++*static_cast<size_t *>(n);
	return 0;
}

static bool run_hyperscan(const std::vector<std::string> &items,
	const std::vector<std::string> &terms, double *build_us, double *item_us, size_t *n)
{
	std::vector<const char *> texts;
	std::vector<unsigned> flags(terms.size(), HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH), ids;
	std::vector<size_t> sizes;
	hs_database_t *db = nullptr;
	hs_scratch_t *scratch = nullptr;
	hs_compile_error_t *error = nullptr;
	double began = cpu_us();

	for (size_t i = 0; i < terms.size(); i++) {
		texts.push_back(terms[i].c_str());
		sizes.push_back(terms[i].size());
		ids.push_back((unsigned)i);
	}
	if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(),
		    (unsigned)terms.size(), HS_MODE_BLOCK, nullptr, &db, &error) != HS_SUCCESS ||
	    hs_alloc_scratch(db, &scratch) != HS_SUCCESS)
		return false;
	*build_us = cpu_us() - began;
	began = cpu_us();
	for (const auto &item : items)
		hs_scan(db, item.data(), (unsigned)item.size(), 0, scratch, on_match, n);
	*item_us = (cpu_us() - began) / (double)items.size();
	hs_free_scratch(scratch);
	hs_free_database(db);
	return true;
}

static bool run_re2(const std::vector<std::string> &items,
	const std::vector<std::string> &terms, double *build_us, double *item_us, size_t *n)
{
	RE2::Options options;
	options.set_case_sensitive(false);
	options.set_log_errors(false);
	options.set_max_mem(int64_t{4} << 30);
	RE2::Set set(options, RE2::UNANCHORED);
	double began = cpu_us();

	for (const auto &term : terms)
		if (set.Add(quoted(term), nullptr) < 0)
			return false;
	if (!set.Compile())
		return false;
	*build_us = cpu_us() - began;
	began = cpu_us();
	for (const auto &item : items) {
		std::vector<int> found;
		set.Match(item, &found);
		*n += found.size();
	}
	*item_us = (cpu_us() - began) / (double)items.size();
	return true;
}

static bool run_pcre2(const std::vector<std::string> &items,
	const std::vector<std::string> &terms, double *build_us, double *item_us, size_t *n)
{
	std::vector<pcre2_code *> codes;
	pcre2_match_data *data = pcre2_match_data_create(1, nullptr);
	double began = cpu_us();

	for (const auto &term : terms) {
		std::string pattern = quoted(term);
		int error;
		PCRE2_SIZE at;
		pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.data(), pattern.size(),
			PCRE2_UTF | PCRE2_CASELESS, &error, &at, nullptr);
		if (!code || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0)
			return false;
		codes.push_back(code);
	}
	*build_us = cpu_us() - began;
	began = cpu_us();
	for (const auto &item : items)
		for (const auto *code : codes)
			*n += pcre2_match(code, (PCRE2_SPTR)item.data(), item.size(), 0,
				      PCRE2_NO_UTF_CHECK, data, nullptr) >= 0;
	*item_us = (cpu_us() - began) / (double)items.size();
	for (auto *code : codes)
		pcre2_code_free(code);
	pcre2_match_data_free(data);
	return true;
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 64;
	auto items = lines(argv[2], false, argc > 4 ? std::stoul(argv[4]) : SIZE_MAX);
	auto terms = lines(argv[3], true, SIZE_MAX);
	double build_us = 0, item_us = 0;
	size_t n = 0;
	std::string name = argv[1];
	auto run = name == "hyperscan" ? run_hyperscan : name == "re2" ? run_re2 : run_pcre2;
	bool is_done = run(items, terms, &build_us, &item_us, &n);

	if (!is_done)
		return 1;
	printf("%s %.0f %.3f %zu\n", argv[1], build_us, item_us, n);
	return 0;
}
