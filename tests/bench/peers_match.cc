// peers_match.cc - what others need for the same work: Hyperscan and RE2 on literals.
//
//	peers_match hyperscan|re2|literals ITEMS TERMS [MAX_ITEMS]
//
// ITEMS has an item a line, TERMS a literal a line; every literal that stands in an item
// must be found. Prints "NAME build_us µs-an-item found". Built for the benchmark alone.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <hs/hs.h>
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

int main(int argc, char **argv)
{
	if (argc < 4)
		return 64;
	auto items = lines(argv[2], false, argc > 4 ? std::stoul(argv[4]) : SIZE_MAX);
	auto terms = lines(argv[3], true, SIZE_MAX);
	double build_us = 0, item_us = 0;
	size_t n = 0;
	std::string name = argv[1];
	bool is_done = name == "hyperscan" ? run_hyperscan(items, terms, &build_us, &item_us, &n)
					   : run_re2(items, terms, &build_us, &item_us, &n);

	if (!is_done)
		return 1;
	printf("%s %.0f %.3f %zu\n", argv[1], build_us, item_us, n);
	return 0;
}
