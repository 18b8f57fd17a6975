using System.Reflection;
using IML.RbaBot.Cards;
using IML.RbaBot.Cards.Inputs;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Tests.Cards;

/// <summary>The id of a question or page never means something else on a card.</summary>
public class ReservedIdsTests
{
    private static readonly PageId AnyPage = CardWorld.Questionnaire.Pages[0].Id;
    private static readonly QuestionId AnyQuestion = CardWorld.Questionnaire.Questions[0].Id;

    [Fact]
    public void No_question_has_the_name_of_a_member_of_a_buttons_data_or_of_an_input() =>
        Assert.All(
            Constants(typeof(CardMember)).Concat(Constants(typeof(InputIds)).Except([InputIds.NoneTicked, InputIds.NotRated]))
                .Where(name => !name.Contains('.', StringComparison.Ordinal)),
            name => Assert.True(ReservedIds.Contains(name), name));

    [Fact]
    public void No_page_has_the_name_of_a_card_that_is_no_page() =>
        Assert.All(
            Cards().Concat([Place.Project.Instance.Value, Place.Summary.Instance.Value, Place.Overview.Instance.Value, new Place.Flags(AnyQuestion).Value]),
            name => Assert.True(ReservedIds.Contains(name), name));

    private static IEnumerable<string> Constants(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.IsLiteral && f.FieldType == typeof(string))
        .Select(f => (string)f.GetRawConstantValue()!);

    /// <summary>One of every kind.</summary>
    private static IEnumerable<string> Cards() => typeof(CardPage).GetNestedTypes().Select(kind =>
    {
        var constructor = kind.GetConstructors().Single();
        return ((CardPage)constructor.Invoke([.. constructor.GetParameters().Select(p => Any(p.ParameterType))])).Value;
    });

    private static object? Any(Type type) =>
        type == typeof(int) ? 1
        : type == typeof(PartId) ? CardWorld.Questionnaire.Parts[0]
        : type == typeof(QuestionId) ? AnyQuestion
        : type == typeof(PageId?) ? AnyPage
        : throw new ArgumentException($"What to make a card page of: {type}?", nameof(type));
}
