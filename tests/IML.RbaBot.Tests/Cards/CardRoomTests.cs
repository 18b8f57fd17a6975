using System.Text.Json.Nodes;
using IML.RbaBot.Cards;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Ratings;

namespace IML.RbaBot.Tests.Cards;

/// <summary>What passes the check fits on its cards.</summary>
public class CardRoomTests
{
    [Fact]
    public void A_page_whose_texts_are_each_fine_and_together_too_heavy_is_a_problem_of_its_language()
    {
        // Each text is within its own limit.
        var catalog = ChangedQuestionnaire.Read(text: (language, text) =>
        {
            if (language == "fr")
            {
                foreach (var id in (string[])["B1", "B2", "B3", "B4"])
                {
                    text["questions"]![id]!["text"] = Long("É", 600);
                    text["questions"]![id]!["guidance"] = Long("é", 1200);
                    text["questions"]![id]!["legalBasis"] = new JsonArray(
                        [.. text["questions"]![id]!["legalBasis"]!.AsArray().Select(_ => (JsonNode)Long("«", 300))]);
                }
            }
        });

        var problem = Assert.Single(CardRoom.Check(catalog, CardWorld.Languages, CardFrames.Of(CardWorld.Languages, catalog)));

        Assert.Equal(("rba-migof-p1-1.0/text.fr.json: pages.B-1", ProblemRule.CardTooBig), (problem.Place, problem.Rule));
    }

    [Fact]
    public void Words_of_people_that_no_card_has_room_for_are_a_problem_in_every_language()
    {
        var catalog = ChangedQuestionnaire.Read(structure: s => ChangedQuestionnaire.Question(s, "E2")["maxLength"] = 3000);

        var problems = CardRoom.Check(catalog, CardWorld.Languages, CardFrames.Of(CardWorld.Languages, catalog));

        Assert.Equal(3, problems.Count(p => p.Place.EndsWith("pages.E-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_greatest_limits_that_pass_the_check_fit_on_the_cards_of_flags_and_summary()
    {
        var catalog = ChangedQuestionnaire.Read(structure: s =>
        {
            s["rules"]!["measureMaxLength"] = 1500;
            s["rules"]!["commentMaxLength"] = 1800;
        });
        var questionnaire = catalog.Current("rba-migof-p1")!.Questionnaire;
        var sheet = FullSheets.Full(questionnaire, length => Long("\U0001F9D1", length));
        var draft = CardWorld.Draft(sheet);
        var walk = Walk.Of(draft);
        foreach (var language in CardWorld.Languages.All)
        {
            var context = CardWorld.Context with { Language = language, Frames = CardFrames.Of(CardWorld.Languages, catalog) };
            Assert.All(walk.Steps.OfType<Place.Flags>(), place =>
                Assert.InRange(FlagsCard.Of(context, draft, walk, place, Typed.None).ToUtf8Json().Length, 1, QuestionsCard.MostBytes));
            var result = Rater.Rate(walk.Route);
            Assert.InRange(
                SummaryCard.Of(context, draft, walk, result, Improvement.Of(walk.Route, result), CardWorld.Owner, Typed.None).ToUtf8Json().Length,
                1,
                QuestionsCard.MostBytes);
        }
    }

    [Fact]
    public void Of_as_many_questions_as_pass_the_check_every_flag_has_room_on_the_summary()
    {
        (string Page, string Part)[] added = [("B-11", "B"), ("B-12", "B"), ("C-11", "C")];
        var catalog = ChangedQuestionnaire.Read(
            structure: s =>
            {
                var questions = s["questions"]!.AsArray();
                var pages = s["pages"]!.AsArray();
                foreach (var (page, part) in added)
                {
                    pages.Insert(
                        LastOf(pages, part) + 1,
                        new JsonObject { ["id"] = page, ["part"] = part, ["questions"] = new JsonArray([.. IdsOn(page).Select(id => (JsonNode)id)]) });
                    foreach (var id in IdsOn(page))
                    {
                        var question = ChangedQuestionnaire.Question(s, "B11").DeepClone();
                        question["id"] = id;
                        question["part"] = part;
                        questions.Insert(LastOf(questions, part) + 1, question);
                    }
                }
            },
            text: (_, text) =>
            {
                foreach (var (page, _) in added)
                {
                    text["pages"]![page] = page;
                    foreach (var id in IdsOn(page))
                    {
                        text["questions"]![id] = text["questions"]!["B11"]!.DeepClone();
                        text["questions"]![id]!["short"] = Long("é", 40);
                    }
                }
            });
        var questionnaire = catalog.Current("rba-migof-p1")!.Questionnaire;
        Assert.Equal(60, questionnaire.Questions.Length);
        var draft = CardWorld.Draft(FullSheets.Full(questionnaire, length => Long("\U0001F9D1", length)));
        var walk = Walk.Of(draft);
        var result = Rater.Rate(walk.Route);
        foreach (var language in CardWorld.Languages.All)
        {
            var context = CardWorld.Context with { Language = language, Frames = CardFrames.Of(CardWorld.Languages, catalog) };
            Assert.InRange(
                SummaryCard.Of(context, draft, walk, result, Improvement.Of(walk.Route, result), CardWorld.Owner, Typed.None).ToUtf8Json().Length,
                1,
                QuestionsCard.MostBytes);
        }

        static IEnumerable<string> IdsOn(string page) => Enumerable.Range(1, 5).Select(n => page.Replace("-", "", StringComparison.Ordinal) + n);

        static int LastOf(JsonArray items, string part) =>
            items.Select((item, i) => (Part: item!["part"]!.GetValue<string>(), At: i)).Last(item => item.Part == part).At;
    }

    [Fact]
    public void The_shipped_pages_have_room()
    {
        Assert.Empty(CardRoom.Check(CardWorld.Catalog, CardWorld.Languages, CardFrames.Of(CardWorld.Languages, CardWorld.Catalog)));
    }

    private static string Long(string character, int length) => string.Concat(Enumerable.Repeat(character, length / character.Length));
}
