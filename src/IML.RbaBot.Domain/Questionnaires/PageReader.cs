using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads the pages and puts every question on its page.</summary>
internal static class PageReader
{
    // A card holds this many questions with their legal basis below 28 KB (design, "Card protocol").
    private const int MostQuestions = 5;

    // The reviewer reads the answers of a part on one card.
    private const int MostInPart = 25;

    public static ImmutableArray<Page> Read(
        ObjectReader root, IReadOnlyList<QuestionDraft> drafts, IReadOnlyDictionary<string, QuestionDraft> byId, ImmutableArray<string> parts)
    {
        var problems = root.Problems;
        var pages = ImmutableArray.CreateBuilder<Page>();
        var ids = new List<string>();
        foreach (var reader in root.Objects("pages"))
        {
            var text = reader.Text("id");
            reader.Name(text);
            var part = reader.Text("part");
            var questions = reader.Texts("questions");
            reader.Close();
            if (part is not null && !parts.Contains(part))
            {
                problems.Add(reader.Place.Key("part"), ProblemRule.UnknownPart, part);
            }

            if (questions.Length > MostQuestions)
            {
                problems.Add(
                    reader.Place.Key("questions"),
                    ProblemRule.PageTooLong,
                    ObjectReader.Number(questions.Length),
                    ObjectReader.Number(MostQuestions));
            }

            if (OptionReader.OwnId(text, reader.Place.Key("id"), problems) is { } id && OptionReader.Once(ids, id, reader.Place, problems))
            {
                ids.Add(id);
                var page = new Page(new PageId(id), new PartId(part ?? ""), [.. questions.Select(q => new QuestionId(q.Text))]);
                pages.Add(page);
                Place(page, questions, byId, problems);
                if (byId.ContainsKey(id) && !page.Questions.Contains(new QuestionId(id)))
                {
                    problems.Add(reader.Place.Key("id"), ProblemRule.IdOfPageAndQuestion, id);
                }
            }
        }

        CheckAll(root, pages, drafts, parts);
        return pages.ToImmutable();
    }

    private static void Place(
        Page page,
        ImmutableArray<(string Text, JsonPlace Place)> questions,
        IReadOnlyDictionary<string, QuestionDraft> byId,
        ProblemList problems)
    {
        foreach (var (text, place) in questions)
        {
            if (!byId.TryGetValue(text, out var draft))
            {
                problems.Add(place, ProblemRule.UnknownQuestion, text);
                continue;
            }

            if (draft.Page is { } first)
            {
                problems.Add(place, ProblemRule.QuestionOnTwoPages, text, first.Id.Value, page.Id.Value);
                continue;
            }

            draft.Page = page;
            if (draft.Reader.OptionalText("part") is { } part && part != page.Part.Value)
            {
                problems.Add(place, ProblemRule.PageOfTwoParts, page.Id.Value, page.Part.Value, text, part);
            }
        }
    }

    /// <summary>Every question has a page, and pages show questions and parts in the order of the file.</summary>
    private static void CheckAll(
        ObjectReader root, IReadOnlyList<Page> pages, IReadOnlyList<QuestionDraft> drafts, ImmutableArray<string> parts)
    {
        foreach (var draft in drafts)
        {
            if (draft is { Id: { } id, Page: null })
            {
                root.Problems.Add(draft.Place, ProblemRule.QuestionNotOnAPage, id);
            }
        }

        var shown = pages.SelectMany(p => p.Questions).Select(q => q.Value);
        var listed = drafts.Where(d => d.Page is not null).Select(d => d.Id);
        var firstOff = shown.Zip(listed).FirstOrDefault(pair => pair.First != pair.Second);
        if (firstOff.First is { } question && drafts.Any(d => d.Id == question))
        {
            root.Problems.Add(root.Place.Key("pages"), ProblemRule.PageOrder, question, firstOff.Second ?? "");
        }

        var positions = pages.Select(p => parts.IndexOf(p.Part.Value)).Where(p => p >= 0).ToArray();
        if (!positions.SequenceEqual(positions.Order()))
        {
            root.Problems.Add(root.Place.Key("pages"), ProblemRule.PartOrder, string.Join(", ", parts));
        }

        foreach (var part in parts)
        {
            var count = pages.Where(p => p.Part.Value == part).Sum(p => p.Questions.Length);
            if (count > MostInPart)
            {
                root.Problems.Add(
                    root.Place.Key("parts"), ProblemRule.PartTooLong, part, ObjectReader.Number(count), ObjectReader.Number(MostInPart));
            }
        }

        foreach (var part in parts.Where(p => pages.All(page => page.Part.Value != p)))
        {
            root.Problems.Add(root.Place.Key("parts"), ProblemRule.PartWithoutPage, part);
        }
    }
}
