# C without its comments and without what stands between quotes; lines keep
# their numbers. Comments become a blank, strings "" and characters ''.

FNR == 1 { in_comment = 0 }

{
	rest = $0
	code = ""
	while (rest != "") {
		if (in_comment) {
			end = index(rest, "*/")
			if (end == 0)
				break
			rest = substr(rest, end + 2)
			in_comment = 0
		} else if (!match(rest, /"|'|\/\*|\/\//)) {
			code = code rest
			break
		} else {
			token = substr(rest, RSTART, RLENGTH)
			code = code substr(rest, 1, RSTART - 1)
			rest = substr(rest, RSTART + RLENGTH)
			if (token == "//")
				break
			if (token == "/*") {
				in_comment = 1
				code = code " "
			} else {
				rest = after_quote(rest, token)
				code = code token token
			}
		}
	}
	print FILENAME ":" FNR ":" code
}

function after_quote(s, quote,    i, c)
{
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\\")
			i++
		else if (c == quote)
			return substr(s, i + 1)
	}
	return ""
}
