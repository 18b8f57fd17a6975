using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using IML.RbaBot.Domain.Assessments;

namespace IML.RbaBot.Storage;

/// <summary>
/// How a person is found by name: a row for each word of the name, in one partition, whose key begins with the words from there on.
/// A search is the first page of the rows whose keys begin with what was typed.
/// </summary>
internal static class PeopleIndex
{
    private const int MostWords = 5;
    private const int LongestKey = 120;

    /// <summary>Small letters and digits of any script without accents, words apart by one space; empty when there are none.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsLetterOrDigit(c))
            {
                plain.Append(char.ToLowerInvariant(c));
            }
            else if (plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>The row keys of a person: the name from each of its words on, then the id.</summary>
    public static ImmutableArray<string> KeysOf(Person person)
    {
        // An activity without a name leaves the id in its place: nobody looks for that.
        if (person.Name == person.Id.Value)
        {
            return [];
        }

        var words = Plain(person.Name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. words.Take(MostWords)
                .Select((_, i) => Parts(string.Join(' ', words.Skip(i))) + "|" + person.Id.Value)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The first and, excluded, the last key of a search; null when nothing that could be looked for was typed.</summary>
    public static (string From, string To)? Range(string typed) =>
        Plain(typed) is { Length: >= 2 } plain ? (Parts(plain), Parts(plain) + '\uFFFD') : null;

    private static string Parts(string plain) => plain.Length <= LongestKey ? plain : plain[..LongestKey];
}
