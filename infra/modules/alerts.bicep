// What somebody must hear of: messages that were given up, an instance that is not healthy, turns that fail.

param environmentName string
param location string
param tags object
param addresses string[]
param webAppId string
param workspaceId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-rbabot-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'rbabot'
    emailReceivers: [
      for (address, i) in addresses: {
        name: 'mail-${i}'
        emailAddress: trim(address)
        useCommonAlertSchema: true
      }
    ]
  }
}

resource undeliverable 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-rbabot-undeliverable-${environmentName}'
  location: location
  tags: tags
  properties: {
    displayName: 'RBA bot: a message could not be delivered'
    description: 'A message was given up after all tries. docs/operations.md, "Undeliverable messages".'
    severity: 1
    enabled: true
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    scopes: [workspaceId]
    // The table is made with the first metric; without this the rule could not be made before.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "rbabot.deliveries" and tostring(Properties.outcome) == "undeliverable" | summarize Lost = sum(Sum)'
          metricMeasureColumn: 'Lost'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-rbabot-health-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    description: 'An instance fails its health check /readyz. docs/operations.md, "Not ready".'
    severity: 1
    enabled: true
    scopes: [webAppId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'health'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'HealthCheckStatus'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 100
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource failing 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-rbabot-failing-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    description: 'More than five turns in 15 minutes ended in an error of the server.'
    severity: 2
    enabled: true
    scopes: [webAppId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'errors'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 5
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
